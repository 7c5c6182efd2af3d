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
    [InlineData("Smtp__Fallback", "spare", "setting Smtp:Fallback: 'spare': expected the name of another transport", "Smtp__Host")]
    [InlineData("Smtp__User", "shop", "setting Smtp:Password: expected a user with a password or an AccessTokenFile, or neither", "Smtp__Host")]
    [InlineData("Smtp__MaxPerSecond", "fast", "setting Smtp:MaxPerSecond: 'fast': expected messages a second", "Smtp__Host")]
    [InlineData("Smtp__WarmUp__From", "tomorrow", "setting Smtp:WarmUp:From: 'tomorrow': expected the first day", "Smtp__Host")]
    [InlineData("Smtp__AccessTokenFile", "token", "setting Smtp:AccessTokenFile: 'token': expected a file with an access token (XOAUTH2)", "Smtp__Host")]
    [InlineData("Smtp__CaFile", "ca.pem", "setting Smtp:CaFile: 'ca.pem': expected a file with certificates", "Smtp__Host")]
    [InlineData("Retention__OutboxDays", "0", "setting Retention:OutboxDays: '0': expected a whole number from 1 to 3650")]
    [InlineData("Webhooks__Secret", "short", "setting Webhooks:Secret: expected whsec_ and at least 24 bytes in base64")]
    [InlineData("Sources__a__Secret", "x", "setting Sources:a:Secret: expected the ARN of the SNS topic", "Sources__a__Kind=ses")]
    [InlineData("Sources__a__Secret", "x", "setting Sources:a:Secret: expected the verification key", "Sources__a__Kind=sendgrid")]
    [InlineData("Sources__a__Secret", "x", "setting Sources:a:Secret: expected user:password", "Sources__a__Kind=postmark")]
    public async Task A_setting_that_is_unknown_or_bad_stops_the_start_by_name(string name, string value, string expected, string? beside = null)
    {
        var environment = new Dictionary<string, string> { [$"PostPurchase__{name}"] = value };
        if (beside?.Split('=') is [var other, .. var rest]) environment[$"PostPurchase__{other}"] = rest.Length == 0 ? "mail.example.com" : rest[0];

        var run = await CommandRun.With(_folder, environment, "", "serve");

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
    public async Task The_environment_wins_over_the_file()
    {
        _folder.Write("appsettings.json", """{"Mail":{"Mode":"loud"},"Smtp":{"Host":"mail.example.com","Port":70000}}""");

        var run = await CommandRun.With(_folder, new() { ["PostPurchase__Mail__Mode"] = "captured" }, "", "serve");

        Assert.Equal((1, "setting Smtp:Port: '70000': expected a whole number from 1 to 65535\n"), (run.ExitCode, run.Error));
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
