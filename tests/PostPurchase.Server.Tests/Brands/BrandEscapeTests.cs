using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace PostPurchase.Server.Tests.Brands;

/// <summary>Settings are read as they are written, also what no form would take: it must not break out of the place where it is shown.</summary>
public sealed partial class BrandEscapeTests
{
    private const string Breaking = "x}</style><script>alert(1)</script>\"onload=\"alert(1)";

    private static readonly (string, string)[] s_settings = [("Store:Name", Breaking), ("Store:Brand:Font", Breaking), ("Store:Brand:SignedBy", Breaking), ("Store:PostalAddress", Breaking)];

    [Fact]
    public async Task A_font_and_a_name_that_would_break_out_of_a_mail_do_not()
    {
        await using var shop = await ABrand.OpenAsync("write", s_settings);

        var html = ABrand.HtmlOf(await shop.MailAsync());

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"onload", html, StringComparison.OrdinalIgnoreCase);
        Assert.Single(StyleEndRegex().Matches(html));
    }

    [Theory]
    [InlineData("u")]
    [InlineData("p")]
    public async Task Nor_out_of_a_page_that_customers_see(string page)
    {
        await using var shop = await ABrand.OpenAsync("write", s_settings);
        var path = new Uri(LinkRegex().Matches(ABrand.HtmlOf(await shop.MailAsync())).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).First(url => url.Contains($"/{page}/", StringComparison.Ordinal))).AbsolutePath;

        var shown = await (await shop.Server.GetAsync(path)).Content.ReadAsStringAsync();
        var style = shown[shown.IndexOf("<style>", StringComparison.Ordinal)..shown.IndexOf("</style>", StringComparison.Ordinal)];

        Assert.DoesNotContain("<script", shown, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("body { font: 1.0625rem/1.55 Helvetica, Arial, sans-serif; color: var(--ink)", style, StringComparison.Ordinal);
        Assert.DoesNotContain("onload", style, StringComparison.Ordinal);
    }

    [GeneratedRegex("href=\"(https?://[^\"]+)\"")]
    private static partial Regex LinkRegex();

    [GeneratedRegex("</style", RegexOptions.IgnoreCase)]
    private static partial Regex StyleEndRegex();
}
