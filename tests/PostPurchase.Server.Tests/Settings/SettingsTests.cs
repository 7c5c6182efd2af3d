using Xunit;

namespace PostPurchase.Server.Tests.Settings;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Smtp__Hots", "mail", "setting Smtp:Hots: there is no such setting")]
    [InlineData("Smtp__Port", "70000", "setting Smtp:Port: '70000': expected a whole number from 1 to 65535")]
    [InlineData("Mail__Mode", "loud", "setting Mail:Mode: 'loud': expected captured, redirect, approve, live")]
    [InlineData("Store__TimeZone", "Mars/Crater", "setting Store:TimeZone: 'Mars/Crater': expected an IANA time zone")]
    [InlineData("Sources__shop__Kind", "gumroad", "setting Sources:shop:Kind: 'gumroad': not available in this version")]
    [InlineData("Database__Provider", "postgres", "setting Database:Provider: 'postgres': not available in this version")]
    public async Task A_setting_that_is_unknown_or_bad_stops_the_start_by_name(string name, string value, string expected)
    {
        var run = await CommandRun.With(_folder, new() { [$"PostPurchase__{name}"] = value }, "", "serve");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_mail_needs_a_postal_address_a_sender_and_an_address_from_outside()
    {
        _folder.Write("appsettings.json", """{"Mail":{"Mode":"live"},"Smtp":{"Host":"mail.example.com"},"Store":{"Name":"Trail"}}""");

        var run = await CommandRun.Of(_folder, "serve");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["setting Store:FromAddress", "setting Store:PostalAddress", "setting Store:BaseUrl"], run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(':', line.Split(':')[..2])));
    }

    [Fact]
    public async Task A_secret_is_never_printed()
    {
        var run = await CommandRun.With(_folder, new() { ["PostPurchase__Smtp__Password"] = "hunter2", ["PostPurchase__Sources__a__Secret"] = "hunter3" }, "", "serve");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("hunter", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
