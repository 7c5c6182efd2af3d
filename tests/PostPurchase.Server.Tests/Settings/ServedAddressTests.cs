using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;
using Xunit;

namespace PostPurchase.Server.Tests.Settings;

/// <summary>Where links in mails lead while nobody says how customers reach the server.</summary>
public sealed class ServedAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080/", "http://localhost:8080")]
    [InlineData("http://*:8080", "http://127.0.0.1:8080")]
    [InlineData("https://0.0.0.0:8443", "https://127.0.0.1:8443")]
    [InlineData("http://[::]:8080", "http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080")]
    [InlineData("http://shop.example", "http://shop.example")]
    [InlineData("http://unix:/run/shop.sock", "http://127.0.0.1:5080")]
    public void Mails_lead_to_where_it_is_served(string url, string expected)
    {
        Assert.True(ServedAddress.IsOne(url));
        using var ports = new ListenPorts([url]);
        Assert.Equal(expected, ServedAddress.Of(ports.Urls));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("ftp://127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("http://a b:8080")]
    public void What_is_no_address_to_listen_on_is_none(string url) => Assert.False(ServedAddress.IsOne(url));

    [Fact]
    public void A_port_that_the_system_chooses_is_known_before_anything_is_served_and_nobody_else_gets_it()
    {
        using var ports = new ListenPorts(["http://127.0.0.1:0", "http://127.0.0.1:8080"]);
        var port = new Uri(ports.Urls[0]).Port;
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        Assert.NotEqual(0, port);
        Assert.Equal((ports.Urls[0], "http://127.0.0.1:8080"), (ServedAddress.Of(ports.Urls), ports.Urls[1]));
        Assert.Throws<SocketException>(() =>
        {
            other.Bind(new IPEndPoint(IPAddress.Loopback, port));
            other.Listen();
        });
    }

    [Fact]
    public void The_server_gets_the_socket_that_was_taken_for_it_once()
    {
        using var ports = new ListenPorts(["http://127.0.0.1:0"]);
        var sockets = new SocketTransportOptions();
        ports.GiveTo(sockets);
        var where = new IPEndPoint(IPAddress.Loopback, new Uri(ports.Urls[0]).Port);

        using (var first = sockets.CreateBoundListenSocket(where)) Assert.Equal(where, first.LocalEndPoint);
        using var again = sockets.CreateBoundListenSocket(where);
        Assert.Equal(where, again.LocalEndPoint);
    }

    [Theory]
    [InlineData(null, "http://127.0.0.1:9000", false)]
    [InlineData("https://mail.shop.example", "https://mail.shop.example", true)]
    public void An_address_that_somebody_set_wins_over_where_it_is_served(string? set, string expected, bool isOutside)
    {
        using var folder = new TemporaryFolder();
        var shell = new Shell
        {
            In = Stream.Null,
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            Folder = folder.Path,
            Environment = new Dictionary<string, string>(),
            ServedAt = "http://127.0.0.1:9000",
            SettingFlags = set is null ? [] : [new("Store:BaseUrl", set)],
        };

        var store = SettingsReader.Read(shell).Store;

        Assert.Equal((expected, isOutside), (store.BaseUrl, store.IsOutside));
    }
}
