using System.Text.RegularExpressions;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>Pictures that only this machine could load, of mails whose links lead elsewhere: uploaded before anybody said how customers reach this server.</summary>
internal static partial class LoopbackPictures
{
    /// <summary>The brands and files of templates that name one, each once; none while this server is reached at such an address itself.</summary>
    public static IReadOnlyList<string> Of(RunnerService runner)
    {
        if (!runner.Settings.Store.IsOutside) return [];
        var brands = runner.Settings.Stores.Keys.Order(StringComparer.Ordinal).Where(store => IsLoopback(runner.Stores.Of(store).Brand.LogoUrl))
            .Select(store => store == "default" ? "the brand" : $"the brand of {store}");
        var files = Directory.Exists(runner.Folders.Templates) ? Directory.EnumerateFiles(runner.Folders.Templates, "*.html").Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return [.. brands, .. files.Where(file => PictureRegex().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file))];
    }

    private static bool IsLoopback(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && SettingRules.IsLoopback(address.OriginalString);

    [GeneratedRegex(@"https?://(?:127\.[0-9.]+|localhost|\[::1\])(?::[0-9]+)?/a/[0-9a-f]{8}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PictureRegex();
}
