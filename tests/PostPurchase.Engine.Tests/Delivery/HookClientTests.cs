using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>Webhook steps over a real loopback connection, and where they may not go.</summary>
public sealed class HookClientTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly ManualClock _clock = new(A.Noon.ToDateTimeOffset());

    [Fact]
    public async Task A_post_is_signed_by_Standard_Webhooks()
    {
        await using var server = new HttpStub("204 No Content");

        var answer = await PostAsync(server.Url, private_: true);

        var (headers, body) = Assert.Single(server.Requests);
        var signed = Encoding.UTF8.GetBytes($"send_7.{A.Noon.ToUnixTimeSeconds()}.{body}");
        Assert.Equal(new HookAnswer(SendState.Accepted, "answered 204"), answer);
        Assert.Equal(("send_7", "{\"a\":1}", "application/json; charset=utf-8"), (headers["webhook-id"], body, headers["Content-Type"]));
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(Secret, signed))}", headers["webhook-signature"]);
    }

    [Theory]
    [InlineData("200 OK", SendState.Accepted)]
    [InlineData("302 Found\r\nLocation: http://169.254.169.254/", SendState.Deferred)]
    [InlineData("400 Bad Request", SendState.Deferred)]
    [InlineData("410 Gone", SendState.Rejected)]
    [InlineData("500 Oh", SendState.Deferred)]
    public async Task The_status_decides(string status, SendState expected)
    {
        await using var server = new HttpStub(status);

        var answer = await PostAsync(server.Url, private_: true);

        Assert.Equal(expected, answer.Outcome);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_patience_gets_it()
    {
        await using var server = new HttpStub("429 Slow\r\nRetry-After: 120");

        Assert.Equal(Duration.FromMinutes(2), (await PostAsync(server.Url, private_: true)).Wait);
    }

    [Theory]
    [InlineData("http://127.0.0.1:PORT/")]
    [InlineData("http://localhost:PORT/")]
    [InlineData("http://0x7f.1:PORT/")]
    [InlineData("http://2130706433:PORT/")]
    [InlineData("http://[::ffff:127.0.0.1]:PORT/")]
    [InlineData("http://[::1]:PORT/")]
    [InlineData("http://rebound.example:PORT/")]
    public async Task This_machine_is_not_reached_however_it_is_written(string url)
    {
        await using var server = new HttpStub("200 OK");

        var answer = await PostAsync(url.Replace("PORT", $"{server.Port}", StringComparison.Ordinal), private_: false);

        Assert.Equal(SendState.Rejected, answer.Outcome);
        Assert.Contains("private network", answer.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://shop.example/")]
    [InlineData("http://user:secret@shop.example/")]
    [InlineData("http://shop.example:25/")]
    [InlineData("shop.example")]
    [InlineData("")]
    public async Task What_is_no_web_address_is_refused(string url) => Assert.Equal(SendState.Rejected, (await PostAsync(url, private_: false)).Outcome);

    [Fact]
    public async Task A_name_that_is_not_found_is_tried_again()
    {
        using var client = new HookClient(new(Secret), _clock, (_, _) => throw new SocketException((int)SocketError.HostNotFound));

        Assert.Equal(SendState.Deferred, (await client.PostAsync(Send("http://gone.example/"), default)).Outcome);
    }

    [Theory]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("fd12::1", true)]
    [InlineData("93.184.216.34", true)]
    public void With_private_networks_allowed_metadata_stays_closed(string address, bool open) => Assert.Equal(open, AddressGuard.IsPrivateOrPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1::1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    public void Only_addresses_of_the_public_internet_are_open(string address, bool open) => Assert.Equal(open, AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:8080/hook", false, true)]
    [InlineData("http://10.1.2.3/hook", false, true)]
    [InlineData("http://127.0.0.1:8080/hook", true, false)]
    [InlineData("http://10.1.2.3:25/hook", true, false)]
    [InlineData("http://169.254.169.254/", true, true)]
    [InlineData("https://hooks.shop.example:25/", false, true)]
    [InlineData("https://hooks.shop.example/", false, false)]
    public void An_address_to_which_nothing_is_ever_posted_is_known_before(string url, bool allowPrivate, bool isNever) =>
        Assert.Equal(isNever, HookClient.WhyNeverPosted(new Uri(url), allowPrivate) is not null);

    [Theory]
    [InlineData("https://shop.example/f", false, null)]
    [InlineData("https://93.184.216.34/f", false, null)]
    [InlineData("https://shop.example:25/f", true, "port 25 is not one of a web service")]
    [InlineData("http://localhost:8080/f", false, "localhost is not on the public internet: it is this machine or a private network, which only whoever runs this server can allow (Webhooks:AllowPrivate=true)")]
    [InlineData("http://feeds.localhost/f", false, "feeds.localhost is not on the public internet: it is this machine or a private network, which only whoever runs this server can allow (Webhooks:AllowPrivate=true)")]
    [InlineData("http://0x7f000001/f", false, "127.0.0.1 is not on the public internet: it is this machine or a private network, which only whoever runs this server can allow (Webhooks:AllowPrivate=true)")]
    [InlineData("http://[::1]/f", false, "::1 is not on the public internet: it is this machine or a private network, which only whoever runs this server can allow (Webhooks:AllowPrivate=true)")]
    [InlineData("http://192.168.1.4/f", true, null)]
    [InlineData("http://169.254.169.254/f", true, "169.254.169.254 is a link-local, metadata or reserved address, which is never asked")]
    public void A_url_says_itself_when_it_can_never_be_asked(string url, bool allowPrivate, string? expected) => Assert.Equal(expected, AddressGuard.WhyClosed(new(url), allowPrivate));

    private async Task<HookAnswer> PostAsync(string url, bool private_)
    {
        using var client = new HookClient(new(Secret, private_), _clock, (host, _) => Task.FromResult<IPAddress[]>(host == "localhost" ? [IPAddress.IPv6Loopback, IPAddress.Loopback] : [IPAddress.Loopback]));
        return await client.PostAsync(Send(url), default);
    }

    private static StoredSend Send(string url) => new()
    {
        Id = new SendId(7), Owner = new CustomerId(1), Store = "default", Purpose = SendPurpose.Step, Channel = SendChannel.Webhook, Run = 1, Kind = ContentKind.Transactional,
        PlannedAt = A.Noon, Address = url, Text = "{\"a\":1}",
    };
}
