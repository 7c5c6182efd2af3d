using System.Globalization;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Delivery;
using PostPurchase.Mail.Addresses;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Brands;

/// <summary>What is wrong with a look, and what could be better.</summary>
internal static class BrandChecks
{
    /// <summary>Each reader loads the logo with each mail.</summary>
    public const int MostLogoBytes = 300 * 1024;

    public static BrandCheck Of(RunnerService runner, ImageFolder images, string store, StoreLook look)
    {
        var shown = look.ApplyTo(runner.Stores.Stores[store]);
        var brand = shown.Brand;
        var hasColors = LookRules.IsColor(brand.Color) && LookRules.IsColor(brand.TextOnColor);
        double? contrast = hasColors ? Math.Floor(Contrast.Ratio(brand.Color, brand.TextOnColor) * 100) / 100 : null;
        return new(
            [.. LookRules.Check(look).Select(problem => new BrandProblem(problem.Path, problem.Message)), .. Support(look), .. Logo(images, look.LogoUrl), .. Postal(runner, shown)],
            contrast is { } ratio ? [.. Hints(brand, ratio)] : [],
            contrast);
    }

    private static IEnumerable<BrandProblem> Support(StoreLook look)
    {
        if (look.SupportEmail is { } address && !EmailAddress.TryParse(address, out _)) yield return new("support_email", "expected an e-mail address such as help@your-shop.com");
    }

    // One of our own pictures is known by its hash, whatever name of this server stands before it.
    private static IEnumerable<BrandProblem> Logo(ImageFolder images, string? url)
    {
        if (url is null || (LookRules.UploadIn(url) ?? (Uri.TryCreate(url, UriKind.Absolute, out var page) ? LookRules.UploadIn(page.AbsolutePath) : null)) is not { } hash) yield break;
        if (images.Find(hash) is not { } image) yield break;
        var bytes = new FileInfo(image.Path).Length;
        if (bytes > MostLogoBytes) yield return new("logo_url", string.Create(CultureInfo.InvariantCulture, $"this picture has {bytes / 1024} KB: expected at most {MostLogoBytes / 1024} KB for a logo, since every reader loads it with every mail; 480 pixels are wide enough"));
    }

    private static IEnumerable<BrandProblem> Postal(RunnerService runner, StoreProfile shown)
    {
        if (runner.Settings.Mail.Mode == MailMode.Live && string.IsNullOrWhiteSpace(shown.PostalAddress)) yield return new("postal_address", "mail is live: law wants the shop's postal address in it");
    }

    private static IEnumerable<BrandHint> Hints(Brand brand, double ratio)
    {
        var best = Contrast.BestTextOn(brand.Color);
        if (ratio < Contrast.ForText)
            yield return new(
                "text_on_color", string.Create(CultureInfo.InvariantCulture, $"hard to read on buttons: {ratio:0.0} to 1, where 4.5 to 1 is needed; {best} has {Contrast.Ratio(brand.Color, best):0.0} to 1"), best);
        if (Contrast.Ratio(brand.Color, "#ffffff") is var edge && edge < Contrast.ForShapes)
            yield return new("color", string.Create(CultureInfo.InvariantCulture, $"buttons are hard to see on a white mail: {edge:0.0} to 1, where 3 to 1 is needed; take a darker one"), null);
    }
}
