using System.Text.Json.Serialization;

namespace PostPurchase.Server.Api.Offers;

/// <summary>What the pages of offers read: every member is there, null where there is nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Items<OfferRow>))]
[JsonSerializable(typeof(Items<ProgramRow>))]
[JsonSerializable(typeof(Items<CouponRow>))]
[JsonSerializable(typeof(Items<FindingRow>))]
[JsonSerializable(typeof(Items<OfferFileAnswer>))]
[JsonSerializable(typeof(OfferFileText))]
[JsonSerializable(typeof(PickAnswer))]
[JsonSerializable(typeof(FeedRequest))]
[JsonSerializable(typeof(FeedAnswer))]
[JsonSerializable(typeof(CodesRequest))]
[JsonSerializable(typeof(CodesAnswer))]
internal sealed partial class OfferJson : JsonSerializerContext;

/// <summary>An offer; <c>why_not</c> says why it cannot be mailed now.</summary>
internal sealed record OfferRow(
    string Id, string Name, string Program, string ProgramName, bool Own, string Url, string? ImageUrl, string? Price, string? Currency, string? Category, bool InStock, string? ProductId,
    bool Exclusive, string? From, string? Until, string? WhyNot);

/// <summary>A program; <c>email_allowed</c> is yes, approval or no; <c>commission</c> by category, <c>default</c> for the rest.</summary>
internal sealed record ProgramRow(
    string Key, string Name, string Network, string? Merchant, bool Open, string EmailAllowed, bool RedirectAllowed, bool PricesAllowed, bool CouponSites, string? Disclosure, string? CookieWindow,
    IReadOnlyList<string> DeniedClaims, IReadOnlyDictionary<string, string> Commission, int Offers);

/// <summary>A coupon pool; <c>problem</c> says what somebody should do about it.</summary>
internal sealed record CouponRow(string Key, string Summary, string? SharedCode, string? ValidFor, string? Minimum, string IfExhausted, int LowWater, long Free, long Given, long Redeemed, string? Problem);

internal sealed record FindingRow(string Code, string Rule, string Source, string File, int Line, int Column, string Message, string? Journey, string? Step, string? Template, bool Blocks, string? Reason);

internal sealed record OfferFileAnswer(string Name, string Text, IReadOnlyList<ProblemAnswer> Problems);

internal sealed record OfferFileText(string Text);

internal sealed record PickAnswer(IReadOnlyList<PickRow> Shown, IReadOnlyList<PickRow> Left, int LeftCount);

internal sealed record PickRow(string Id, string? Name, string Reason);

/// <param name="Program">Key of the program that the products are of.</param>
/// <param name="Text">The feed.</param>
internal sealed record FeedRequest(string Program, string Text);

internal sealed record FeedAnswer(int Taken, IReadOnlyList<BadRow> Refused);

internal sealed record BadRow(int Line, string Reason);

internal sealed record CodesRequest(IReadOnlyList<string> Codes);

internal sealed record CodesAnswer(int Added, int Known, IReadOnlyList<BadRow> Refused);
