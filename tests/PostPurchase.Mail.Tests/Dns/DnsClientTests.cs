using System.Net;
using PostPurchase.Mail.Dns;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Dns;

public class DnsClientTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_type_is_read()
    {
        await using var server = new StubDns()
            .With("shop.example", DnsRecordType.Txt, "v=spf1 ~all", new string('k', 600))
            .With("shop.example", DnsRecordType.Mx, "10 mx.shop.example", "20 mx2.shop.example")
            .With("shop.example", DnsRecordType.A, "192.0.2.1")
            .With("shop.example", DnsRecordType.Aaaa, "2001:db8::1")
            .With("1.2.0.192.in-addr.arpa", DnsRecordType.Name, "mail.shop.example");

        Assert.Equal(["v=spf1 ~all", new string('k', 600)], await ValuesAsync(server, "shop.example", DnsRecordType.Txt));
        Assert.Equal(["10 mx.shop.example", "20 mx2.shop.example"], await ValuesAsync(server, "shop.example.", DnsRecordType.Mx));
        Assert.Equal(["192.0.2.1"], await ValuesAsync(server, "shop.example", DnsRecordType.A));
        Assert.Equal(["2001:db8::1"], await ValuesAsync(server, "shop.example", DnsRecordType.Aaaa));
        Assert.Equal(["mail.shop.example"], await ValuesAsync(server, DnsClient.ReverseName(IPAddress.Parse("192.0.2.1")), DnsRecordType.Name));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_or_cannot_is_nothing()
    {
        await using var server = new StubDns();

        foreach (var name in (string[])["none.example", "", "a..b", new string('a', 64) + ".example", "bücher.example", "a\0b.example", new string('a', 300)])
            Assert.IsType<DnsAnswer.Nothing>(await server.Client.AskAsync(name, DnsRecordType.A));
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_is_asked_for_again_over_tcp()
    {
        await using var server = new StubDns { Spoil = reply => [Changed(reply, r => (r[2], r[7]) = ((byte)(r[2] | 2), 0))] }.With("a.example", DnsRecordType.Txt, new string('x', 5000));

        Assert.Equal([new string('x', 5000)], await ValuesAsync(server, "a.example", DnsRecordType.Txt));
    }

    [Fact]
    public async Task A_forged_answer_before_the_true_one_is_passed_over()
    {
        await using var server = new StubDns { Spoil = reply => [Changed(reply, r => r[1] ^= 1), Changed(reply, r => r[13] = (byte)'z'), [], [1, 2, 3], reply] }.With("a.example", DnsRecordType.A, "192.0.2.1");

        Assert.Equal(["192.0.2.1"], await ValuesAsync(server, "a.example", DnsRecordType.A));
    }

    [Fact]
    public async Task A_server_that_fails_is_a_failure_and_no_answer()
    {
        await using var server = new StubDns { Spoil = reply => [Changed(reply, r => r[3] = 0x82)] };

        Assert.Contains("code 2", Assert.IsType<DnsAnswer.Failed>(await server.Client.AskAsync("a.example", DnsRecordType.A)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_server_is_given_two_tries_of_three_seconds()
    {
        await using var server = new StubDns { Spoil = _ => [] };
        var clock = new ManualClock(Noon);

        var answer = new DnsClient(server.Address, clock).AskAsync("a.example", DnsRecordType.A);
        await server.AskedAsync();
        clock.Advance(TimeSpan.FromSeconds(3));
        await server.AskedAsync();
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("did not answer in 3 s", Assert.IsType<DnsAnswer.Failed>(await answer).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Replies_of_any_bytes_are_read_without_an_exception()
    {
        Assert.True(DnsPacket.TryWriteQuestion("a.example", DnsRecordType.Mx, 7, out var question));
        var random = new Random(1035);
        for (var i = 0; i < 20_000; i++)
        {
            var reply = new byte[question.Length + random.Next(60)];
            random.NextBytes(reply);
            question.CopyTo(reply, 0);
            (reply[2], reply[3], reply[7]) = (0x80, 0, (byte)random.Next(5));

            Assert.NotNull(DnsPacket.ReadAnswer(reply, question));
        }
    }

    [Fact]
    public void The_reverse_name_of_an_ipv6_address_has_a_label_for_each_nibble() =>
        Assert.Equal("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", DnsClient.ReverseName(IPAddress.Parse("2001:db8::1")));

    private static async Task<IReadOnlyList<string>> ValuesAsync(StubDns server, string name, DnsRecordType type) =>
        (await server.Client.AskAsync(name, type)).ValuesOrEmpty;

    private static byte[] Changed(byte[] reply, Action<byte[]> change)
    {
        var copy = reply.ToArray();
        change(copy);
        return copy;
    }
}
