using System.Text.Json.Serialization;

namespace PostPurchase.Server.Api.Offers;

/// <summary>What the pages of offers read: every member is there, null where there is nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Items<OfferRow>))]
[JsonSerializable(typeof(Items<ProgramRow>))]
[JsonSerializable(typeof(Items<CouponRow>))]
[JsonSerializable(typeof(Items<FindingRow>))]
[JsonSerializable(typeof(Items<OverrideRow>))]
[JsonSerializable(typeof(OverrideRequest))]
[JsonSerializable(typeof(Items<OfferFileAnswer>))]
[JsonSerializable(typeof(OfferFileText))]
[JsonSerializable(typeof(OfferFileConflict))]
[JsonSerializable(typeof(OfferCheckBody))]
[JsonSerializable(typeof(OfferCheck))]
[JsonSerializable(typeof(OfferVocabulary))]
[JsonSerializable(typeof(PickAnswer))]
[JsonSerializable(typeof(FeedRequest))]
[JsonSerializable(typeof(FeedAnswer))]
[JsonSerializable(typeof(FeedsAnswer))]
[JsonSerializable(typeof(CodesRequest))]
[JsonSerializable(typeof(CodesAnswer))]
internal sealed partial class OfferJson : JsonSerializerContext;

/// <summary>An offer; <c>why_not</c> says why it cannot be mailed now; <c>store</c> is null for every store, <c>file</c> for what a feed alone knows.</summary>
internal sealed record OfferRow(
    string Id, string Name, string Program, string ProgramName, bool Own, string Url, string? ImageUrl, string? Price, string? Currency, string? Category, bool InStock, string? ProductId,
    bool Exclusive, string? From, string? Until, string? WhyNot, string? Store, string? FallbackUrl, string? File);

/// <summary>A program; <c>email_allowed</c> is yes, approval or no; <c>commission</c> by category, <c>default</c> for the rest; <c>files</c> write it.</summary>
internal sealed record ProgramRow(
    string Key, string Name, string Network, string? Merchant, bool Open, string EmailAllowed, bool RedirectAllowed, bool PricesAllowed, bool CouponSites, string? Disclosure, string? CookieWindow,
    IReadOnlyList<string> DeniedClaims, IReadOnlyDictionary<string, string> Commission, int Offers, IReadOnlyList<string> Files);

/// <summary>A coupon pool; <c>problem</c> says what somebody should do about it.</summary>
internal sealed record CouponRow(string Key, string Summary, string? SharedCode, string? ValidFor, string? Minimum, string IfExhausted, int LowWater, long Free, long Given, long Redeemed, string? Problem);

/// <param name="Name">Of the file.</param>
/// <param name="Text">As its owner wrote it.</param>
/// <param name="Hash">Of the text, for If-Match.</param>
/// <param name="Problems">By place; a file with an error is not in force.</param>
internal sealed record OfferFileAnswer(string Name, string Text, string Hash, IReadOnlyList<ProblemAnswer> Problems);

/// <param name="Error">For people.</param>
/// <param name="Path">Always null.</param>
/// <param name="EditedBy">Who was first; null where a program wrote the file.</param>
/// <param name="EditedAt">When.</param>
/// <param name="Theirs">The file as it is now, or null where it is gone.</param>
internal sealed record OfferFileConflict(string Error, string? Path, string? EditedBy, string? EditedAt, OfferFileAnswer? Theirs);

internal sealed record OfferFileText(string Text);

internal sealed record PickAnswer(IReadOnlyList<PickRow> Shown, IReadOnlyList<PickRow> Left, int LeftCount);

internal sealed record PickRow(string Id, string? Name, string Reason);

/// <param name="Program">Key of the program that the products are of.</param>
/// <param name="Text">The feed.</param>
/// <param name="Store">Key of the store whose feed it is; the usual one where it is left out.</param>
internal sealed record FeedRequest(string Program, string Text, string? Store = null);

internal sealed record FeedAnswer(int Taken, IReadOnlyList<BadRow> Refused);

internal sealed record BadRow(int Line, string Reason);

internal sealed record CodesRequest(IReadOnlyList<string> Codes);

internal sealed record CodesAnswer(int Added, int Known, IReadOnlyList<BadRow> Refused);
