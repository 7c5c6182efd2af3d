using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PostPurchase.Server.Webhooks;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>ClickBank encrypts its notices with the account's secret key.</summary>
public sealed class ClickBankNoticeTests
{
    private const string Address = "/postbacks/clickbank/a-secret-of-our-own-1";
    private const string Key = "ACCOUNTSECRET16";
    private const string Sale = """{"transactionTime":"2026-01-02T10:00:00Z","receipt":"CWOGBZLN","transactionType":"SALE","currency":"USD","totalAccountAmount":12.50,"totalOrderAmount":40.00,"trackingCodes":["unknown"],"lineItems":[{"itemNo":"1","productTitle":"Course"}]}""";

    [Fact]
    public void The_key_is_the_first_half_of_a_hash_in_hex() =>
        Assert.Equal("a94a8fe5ccb19ba61c4c0873d391e987", Encoding.ASCII.GetString(ClickBankNotice.KeyOf("test")));

    [Fact]
    public async Task A_sealed_sale_and_its_refund_are_recorded()
    {
        await using var server = await StartAsync(Key);

        Assert.Equal("{\"status\":\"recorded\"}", await (await server.PostAsync(Address, Sealed(Sale, Key))).Content.ReadAsStringAsync());
        Assert.Equal("{\"status\":\"known\"}", await (await server.PostAsync(Address, Sealed(Sale, Key))).Content.ReadAsStringAsync());
        await server.PostAsync(Address, Sealed(Sale.Replace("SALE", "RFND", StringComparison.Ordinal), Key));

        await server.UseKeyAsync("read");
        var row = JsonDocument.Parse(await (await server.GetAsync("/api/v1/conversions")).Content.ReadAsStringAsync()).RootElement.GetProperty("items")[0];
        Assert.Equal(("CWOGBZLN", "reversed"), (row.GetProperty("network_id").GetString(), row.GetProperty("status").GetString()));
        Assert.Equal("12.50", row.GetProperty("reversed")[0].GetProperty("amount").GetString());
    }

    [Theory]
    [InlineData("ANOTHERSECRET")]
    [InlineData(null)]
    public async Task Another_key_and_none_are_refused_and_say_nothing_of_the_notice(string? key)
    {
        await using var server = await StartAsync(key);

        var answer = await server.PostAsync(Address, Sealed(Sale, Key));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("NoticeKey", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CWOGBZLN", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sale)]
    [InlineData("""{"notification":"AAAA","iv":"AAAA"}""")]
    [InlineData("""{"notification":"not base64","iv":"*"}""")]
    public async Task What_was_not_sealed_with_the_key_is_refused(string body)
    {
        await using var server = await StartAsync(Key);

        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync(Address, body)).StatusCode);
    }

    [Fact]
    public async Task The_secret_of_the_address_is_asked_for_first()
    {
        await using var server = await StartAsync(Key);

        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync(Address + "x", Sealed(Sale, Key))).StatusCode);
    }

    private static string Sealed(string notice, string key)
    {
        using var aes = Aes.Create();
        aes.Key = ClickBankNotice.KeyOf(key);
        var vector = new byte[16];
        vector[3] = 7;
        return JsonSerializer.Serialize(new { notification = Convert.ToBase64String(aes.EncryptCbc(Encoding.UTF8.GetBytes(notice), vector)), iv = Convert.ToBase64String(vector) });
    }

    private static Task<RunningServer> StartAsync(string? key)
    {
        (string, string)[] settings = [("Networks:clickbank:Secret", "a-secret-of-our-own-1"), ("Networks:clickbank:Currency", "USD")];
        return RunningServer.StartAsync(_ => { }, key is null ? settings : [.. settings, ("Networks:clickbank:NoticeKey", key)]);
    }
}
