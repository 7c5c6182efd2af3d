using System.Text.Json.Serialization;
using PostPurchase.Core.Personalisation;

namespace PostPurchase.Server.Api.Brands;

/// <summary>The parts of a look; null = as the settings have it.</summary>
/// <param name="Name">The name that customers know.</param>
/// <param name="SenderName">The name that mail is from.</param>
/// <param name="LogoUrl">Address of the logo.</param>
/// <param name="Color">Of buttons, #rrggbb.</param>
/// <param name="TextOnColor">Of text on it.</param>
/// <param name="Font">One of the fonts, as CSS.</param>
/// <param name="SupportEmail">Where customers can write to.</param>
/// <param name="SignedBy">The person whose name is under plain notes.</param>
/// <param name="PostalAddress">At most 6 lines; the settings' own counts first.</param>
/// <param name="Socials">In the order of the footer.</param>
internal sealed record BrandValues(
    string? Name = null, string? SenderName = null, string? LogoUrl = null, string? Color = null, string? TextOnColor = null, string? Font = null,
    string? SupportEmail = null, string? SignedBy = null, string? PostalAddress = null, IReadOnlyList<BrandSocial>? Socials = null)
{
    /// <summary>As it is kept: without space around, and nothing where nothing is written.</summary>
    public StoreLook Look() => new()
    {
        Name = Line(Name),
        SenderName = Line(SenderName),
        LogoUrl = Line(LogoUrl),
        Color = Line(Color)?.ToLowerInvariant(),
        TextOnColor = Line(TextOnColor)?.ToLowerInvariant(),
        Font = Line(Font),
        SupportEmail = Line(SupportEmail),
        SignedBy = Line(SignedBy),
        PostalAddress = Line(PostalAddress?.ReplaceLineEndings("\n")),
        Socials = Socials is null ? null : [.. Socials.Where(link => Line(link.Url) is not null).Select(link => new SocialLink(link.Network ?? "", link.Url!.Trim()))],
    };

    public static BrandValues Of(StoreLook look) => new(
        look.Name, look.SenderName, look.LogoUrl, look.Color, look.TextOnColor, look.Font, look.SupportEmail, look.SignedBy, look.PostalAddress, Links(look.Socials));

    public static BrandValues Of(StoreProfile store, string? senderName) => new(
        store.Name, senderName, store.Brand.LogoUrl, store.Brand.Color, store.Brand.TextOnColor, store.Brand.Font, store.Brand.SupportEmail, store.Brand.SignedBy, store.PostalAddress, Links(store.Brand.Socials));

    private static IReadOnlyList<BrandSocial>? Links(IReadOnlyList<SocialLink>? links) => links is null ? null : [.. links.Select(link => new BrandSocial(link.Network, link.Url))];

    private static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <param name="Network">One of the networks.</param>
/// <param name="Url">Of the shop's page there.</param>
internal sealed record BrandSocial(string? Network, string? Url);

/// <param name="Store">Key of the store.</param>
/// <param name="Stores">Keys of all stores.</param>
/// <param name="Revision">For If-Match.</param>
/// <param name="EditedBy">Who saved last; null where the form was never saved.</param>
/// <param name="EditedAt">When.</param>
/// <param name="Own">What the form says.</param>
/// <param name="Settings">What the settings say.</param>
/// <param name="InForce">What mails show.</param>
/// <param name="FixedBySettings">Fields that only the settings can change.</param>
/// <param name="Fonts">To pick from.</param>
/// <param name="Networks">To pick from.</param>
/// <param name="Check">Of what is in force.</param>
internal sealed record BrandAnswer(
    string Store, IReadOnlyList<string> Stores, long Revision, string? EditedBy, string? EditedAt, BrandValues Own, BrandValues Settings, BrandValues InForce,
    IReadOnlyList<string> FixedBySettings, IReadOnlyList<BrandFont> Fonts, IReadOnlyList<BrandNetwork> Networks, BrandCheck Check);

internal sealed record BrandFont(string Label, string Css);

/// <param name="Key">For the link.</param>
/// <param name="Label">For people.</param>
/// <param name="Host">Where its pages are; null = anywhere.</param>
internal sealed record BrandNetwork(string Key, string Label, string? Host);

/// <param name="Problems">What keeps it from being saved.</param>
/// <param name="Hints">What could be better.</param>
/// <param name="Contrast">Of text on buttons, 1..21; null where a colour is none.</param>
internal sealed record BrandCheck(IReadOnlyList<BrandProblem> Problems, IReadOnlyList<BrandHint> Hints, double? Contrast);

/// <param name="Path">The field: <c>color</c>, <c>socials[1].url</c>.</param>
/// <param name="Message">For people.</param>
internal sealed record BrandProblem(string Path, string Message);

/// <param name="Path">The field.</param>
/// <param name="Message">For people.</param>
/// <param name="Suggestion">A value that is better, or null.</param>
internal sealed record BrandHint(string Path, string Message, string? Suggestion);

/// <param name="Error">The first problem.</param>
/// <param name="Path">Its field.</param>
/// <param name="Problems">All of them.</param>
internal sealed record BrandRefused(string Error, string? Path, IReadOnlyList<BrandProblem> Problems);

/// <param name="Error">For people.</param>
/// <param name="Path">Always null.</param>
/// <param name="Theirs">As it is now.</param>
internal sealed record BrandConflict(string Error, string? Path, BrandAnswer Theirs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(BrandValues))]
[JsonSerializable(typeof(BrandAnswer))]
[JsonSerializable(typeof(BrandCheck))]
[JsonSerializable(typeof(BrandRefused))]
[JsonSerializable(typeof(BrandConflict))]
internal sealed partial class BrandJson : JsonSerializerContext;
