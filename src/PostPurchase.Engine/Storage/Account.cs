using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>A person who may sign in.</summary>
/// <param name="Id">Number.</param>
/// <param name="Name">What they sign in with; unique, compared to the letter.</param>
/// <param name="Role"><c>analyst</c>, <c>marketer</c>, <c>developer</c> or <c>admin</c>.</param>
/// <param name="PasswordHash">As the framework's password hasher writes it.</param>
/// <param name="CreatedAt">Since when.</param>
internal sealed record Account(long Id, string Name, string Role, string PasswordHash, Instant CreatedAt);

/// <summary>A browser in which somebody is signed in.</summary>
/// <param name="Id">Number; opens nothing.</param>
/// <param name="Account">Who.</param>
/// <param name="StartedAt">When they signed in.</param>
/// <param name="SeenAt">When it last asked for something, to a few minutes.</param>
/// <param name="Agent">What the browser calls itself.</param>
internal sealed record Login(long Id, Account Account, Instant StartedAt, Instant SeenAt, string? Agent);
