using System.Security.Cryptography;
using PostPurchase.Core.Sending;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Settings;
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
    [InlineData("Tracking__Networks__clouds", "x.txt", "setting Tracking:Networks:clouds: 'x.txt': there is no class 'clouds'; there are access, datacenter, relay, scanner, proxy")]
    [InlineData("Tracking__Networks__datacenter", "x.txt", "setting Tracking:Networks:datacenter: 'x.txt': expected a file with a network a line, such as 203.0.113.0/24; x.txt is not there")]
    [InlineData("Webhooks__Secret", "short", "setting Webhooks:Secret: expected whsec_ and at least 24 bytes in base64")]
    [InlineData("Sources__a__Secret", "x", "setting Sources:a:Secret: expected the ARN of the SNS topic", "Sources__a__Kind=ses")]
    [InlineData("Sources__a__Secret", "x", "setting Sources:a:Secret: expected the verification key", "Sources__a__Kind=sendgrid")]
    [InlineData("Sources__a__Secret", "x", "setting Sources:a:Secret: expected user:password", "Sources__a__Kind=postmark")]
    [InlineData("Sources__a__Secret", "whsec_notbase64%%", "setting Sources:a:Secret: expected whsec_ and base64", "Sources__a__Kind=standard")]
    [InlineData("Store__Currency", "XXQ", "setting Store:Currency: 'XXQ': expected the code of a currency (ISO 4217) such as EUR")]
    public async Task A_setting_that_is_unknown_or_bad_stops_the_start_by_name(string name, string value, string expected, string? beside = null)
    {
        var environment = new Dictionary<string, string> { [$"PostPurchase__{name}"] = value };
        if (beside?.Split('=') is [var other, .. var rest]) environment[$"PostPurchase__{other}"] = rest.Length == 0 ? "mail.example.com" : rest[0];

        var run = await CommandRun.With(_folder, environment, "", "serve");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_before_is_one_of_that_kind_too_and_neither_is_shown()
    {
        var environment = new Dictionary<string, string>
        {
            ["PostPurchase__Sources__a__Kind"] = "standard",
            ["PostPurchase__Sources__a__Secret"] = "whsec_bmV3",
            ["PostPurchase__Sources__a__PreviousSecret"] = "whsec_old%%",
        };

        var run = await CommandRun.With(_folder, environment, "", "serve");

        Assert.Equal((1, "setting Sources:a:PreviousSecret: expected whsec_ and base64, as whoever sends the webhooks shows it\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Live_mail_needs_a_sender_and_an_address_from_outside()
    {
        _folder.Write("appsettings.json", """{"Mail":{"Mode":"live"},"Smtp":{"Host":"mail.example.com"},"Store":{"Name":"Trail"}}""");

        var run = await CommandRun.Of(_folder, "serve");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["setting Store:FromAddress", "setting Store:BaseUrl"], run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(':', line.Split(':')[..2])));
    }

    [Fact]
    public async Task The_environment_wins_over_the_file()
    {
        _folder.Write("appsettings.json", """{"Mail":{"Mode":"loud"},"Smtp":{"Host":"mail.example.com","Port":70000}}""");

        var run = await CommandRun.With(_folder, new() { ["PostPurchase__Mail__Mode"] = "captured" }, "", "serve");

        Assert.Equal((1, "setting Smtp:Port: '70000': expected a whole number from 1 to 65535\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("--Mail:Mode=captured", "--Smtp:Port=70001")]
    [InlineData("--mail:mode", "captured", "--smtp:port", "70001")]
    [InlineData("--PostPurchase:Mail:Mode=captured", "--Smtp:Port=1", "--Smtp:Port=70001")]
    public async Task A_flag_wins_over_the_environment_and_the_file(params string[] flags)
    {
        _folder.Write("appsettings.json", """{"Mail":{"Mode":"loud"},"Smtp":{"Host":"mail.example.com","Port":70003}}""");

        var run = await CommandRun.With(_folder, new() { ["PostPurchase__Mail__Mode"] = "quiet", ["PostPurchase__Smtp__Port"] = "70002" }, "", ["serve", .. flags]);

        Assert.Equal((1, "setting Smtp:Port: '70001': expected a whole number from 1 to 65535\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("doctor")]
    [InlineData("key", "webhooks")]
    [InlineData("simulate", "--events", "none.jsonl", "--from", "2026-01-01T00:00:00Z", "--days", "1", "--out", "out")]
    public async Task A_flag_that_is_unknown_stops_every_command_that_reads_settings_by_name(params string[] command)
    {
        var run = await CommandRun.Of(_folder, [.. command, "--Smtp:Hots=hunter2"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("setting Smtp:Hots: there is no such setting", run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_reads_no_settings_refuses_them()
    {
        var run = await CommandRun.Of(_folder, "verify", "--Smtp:Password", "hunter2", "--Mail:Mode=live");

        Assert.Equal((2, "--Smtp:Password: verify reads no settings\n--Mail:Mode: verify reads no settings\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("--Smtp:Host")]
    [InlineData("--Smtp:Host", "--Smtp:Port=25")]
    public async Task A_flag_without_a_value_is_a_wrong_argument(params string[] flags)
    {
        var run = await CommandRun.Of(_folder, ["serve", .. flags]);

        Assert.Equal((2, "--Smtp:Host: expected a value\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_list_of_a_later_source_replaces_the_earlier_one_however_it_is_written()
    {
        _folder.Write("appsettings.json", """{"Consent":{"Strict":["D","F"],"ThirdPartyUnknown":["X"]}}""");

        var run = await CommandRun.With(_folder, new() { ["PostPurchase__Consent__Strict"] = "G" }, "", "serve", "--Consent:ThirdPartyUnknown:0=Y");

        Assert.Equal("setting Consent:Strict: 'G': expected country codes of two letters, EU, EEA or UK\nsetting Consent:ThirdPartyUnknown: 'Y' is none; expected country codes of two letters, EU, EEA or UK\n", run.Error);
    }

    [Fact]
    public async Task A_code_that_no_country_has_stops_the_start_since_nobody_would_be_meant()
    {
        var run = await CommandRun.Of(_folder, "serve", "--Consent:Strict=XX");

        Assert.Equal((1, "setting Consent:Strict: 'XX': expected country codes of two letters, EU, EEA or UK\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Unions_of_countries_mean_their_members()
    {
        var shell = new Shell { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Folder = _folder.Path, Environment = new Dictionary<string, string> { ["PostPurchase__Consent__Strict"] = "EEA,UK" } };

        var rules = SettingsReader.Read(shell, new DataFolder(Path.Combine(_folder.Path, "data"))).Consent;

        Assert.Equal([true, true, true, false], new[] { "DE", "NO", "GB", "CH" }.Select(rules.Strict.Contains));
    }

    [Fact]
    public async Task A_flag_that_is_a_secret_is_never_printed()
    {
        var run = await CommandRun.Of(_folder, "serve", "--Smtp:Password=hunter2", "--Sources:a:Secret", "hunter3", "--Webhooks:Secret=hunter4");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("hunter", run.Error + run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dkim_key_that_cannot_sign_stops_the_start_by_name()
    {
        using var key = RSA.Create(2048);
        var (rsa, ed25519) = (key.ExportPkcs8PrivateKeyPem(), "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----");
        _folder.Write("rsa.pem", rsa);
        _folder.Write("ed.pem", ed25519);

        Assert.Contains("setting Dkim:KeyFile: 'ed.pem': the DKIM key is not an RSA private key", await ErrorOf("ed.pem", "ed.pem"), StringComparison.Ordinal);
        Assert.Contains("setting Dkim:Ed25519:KeyFile: 'rsa.pem': the DKIM key is not an Ed25519 private key", await ErrorOf("rsa.pem", "rsa.pem"), StringComparison.Ordinal);
        Assert.Contains("setting Dkim:Ed25519:KeyFile: 'none.pem': expected a file with the private key", await ErrorOf("rsa.pem", "none.pem"), StringComparison.Ordinal);
        Assert.Contains("setting Dkim:Ed25519:Selector: 'S1': expected another selector", await ErrorOf("rsa.pem", "ed.pem", "S1"), StringComparison.Ordinal);
        Assert.Contains("setting Dkim:Domain: 'shop': 'shop' is not a domain", await ErrorOf("rsa.pem", "ed.pem", "s2", "shop"), StringComparison.Ordinal);

        async Task<string> ErrorOf(string first, string second, string selector = "s2", string domain = "shop.example") => (await CommandRun.With(
            _folder,
            new()
            {
                ["PostPurchase__Dkim__Domain"] = domain, ["PostPurchase__Dkim__Selector"] = "s1", ["PostPurchase__Dkim__KeyFile"] = first,
                ["PostPurchase__Dkim__Ed25519__Selector"] = selector, ["PostPurchase__Dkim__Ed25519__KeyFile"] = second,
            },
            "", "serve")).Error;
    }

    [Fact]
    public async Task A_stream_with_a_sender_of_its_own_signs_by_a_key_of_its_own()
    {
        using var key = RSA.Create(2048);
        _folder.Write("partners.pem", key.ExportPkcs8PrivateKeyPem());
        Dictionary<string, string> Of(string file) => new()
        {
            ["PostPurchase__Streams__third_party__FromAddress"] = "deals@partners.example", ["PostPurchase__Streams__third_party__Dkim__Domain"] = "partners.example",
            ["PostPurchase__Streams__third_party__Dkim__Selector"] = "p1", ["PostPurchase__Streams__third_party__Dkim__KeyFile"] = file,
        };

        var settings = SettingsReader.Read(new Shell { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Folder = _folder.Path, Environment = Of("partners.pem") });
        Assert.Equal("p1", settings.DkimFor("partners.example")?.Rsa.Selector);
        Assert.Null(settings.DkimFor("shop.example"));
        var delivery = EngineParts.Delivery(settings, new byte[32]);
        Assert.Equal("partners.example", delivery.SignerOf(ContentKind.ThirdParty, "news.partners.example")?.Domain);
        Assert.Null(delivery.SignerOf(ContentKind.ThirdParty, "otherpartners.example"));
        Assert.Null(delivery.SignerOf(ContentKind.Own, "partners.example"));
        var bad = await CommandRun.With(_folder, Of("none.pem"), "", "serve");
        Assert.Contains("setting Streams:third_party:Dkim:KeyFile: 'none.pem': expected a file with the private key", bad.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("links.shop.example", "https://links.shop.example")]
    [InlineData("localhost:8443", "https://localhost:8443")]
    [InlineData("http://127.0.0.1:5080/", "http://127.0.0.1:5080")]
    public void The_host_of_links_is_a_host_or_an_address(string written, string read)
    {
        var shell = new Shell { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Folder = _folder.Path, Environment = new Dictionary<string, string> { ["PostPurchase__Streams__own__LinkHost"] = written } };

        Assert.Equal(read, SettingsReader.Read(shell).Streams[ContentKind.Own].LinkHost);
    }

    [Theory]
    [InlineData("links of ours")]
    [InlineData("links.shop.example/go")]
    [InlineData("ann@links.shop.example")]
    public async Task What_is_no_host_stops_the_start(string written)
    {
        var run = await CommandRun.With(_folder, new() { ["PostPurchase__Streams__own__LinkHost"] = written }, "", "serve");

        Assert.Equal((1, $"setting Streams:own:LinkHost: '{written}': expected a host such as links.shop.example, or an address that starts with https://\n"), (run.ExitCode, run.Error));
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
