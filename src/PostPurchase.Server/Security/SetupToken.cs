using System.Security.Cryptography;

namespace PostPurchase.Server.Security;

/// <summary>What <c>serve</c> prints at its start while nobody has an account: whoever can read that may make the first. New at each start, kept in memory only.</summary>
internal sealed class SetupToken
{
    public string Value { get; } = Secret.Create();

    public bool Is(string? token) => token is not null && CryptographicOperations.FixedTimeEquals(Secret.HashOf(token), Secret.HashOf(Value));
}
