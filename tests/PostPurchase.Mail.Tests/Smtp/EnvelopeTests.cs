using System.Buffers;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public class EnvelopeTests
{
    [Theory]
    [InlineData("jane@example.com", "jane@example.com")]
    [InlineData("Jane.Doe+x@Example.COM", "Jane.Doe+x@example.com")]
    [InlineData("\"a b\"@example.com", "\"a b\"@example.com")]
    [InlineData("\"a\\\"b\"@example.com", "\"a\\\"b\"@example.com")]
    [InlineData("jane@bücher.example", "jane@xn--bcher-kva.example")]
    [InlineData("jürgen@example.com", "jürgen@example.com")]
    [InlineData("x@[192.0.2.1]", "x@[192.0.2.1]")]
    [InlineData("x@[IPv6:2001:db8::1]", "x@[ipv6:2001:db8::1]")]
    public void A_good_address_is_taken_in_its_canonical_form(string address, string expected) =>
        Assert.Equal(expected, An.Envelope(recipient: address).Recipient);

    [Theory]
    [InlineData("")]
    [InlineData("jane")]
    [InlineData("@example.com")]
    [InlineData("jane@")]
    [InlineData("a b@example.com")]
    [InlineData("a<b@example.com")]
    [InlineData("a>b@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("\"a\r\nRCPT TO:<x\"@example.com")]
    [InlineData("a\r\nDATA@example.com")]
    [InlineData("a\n@example.com")]
    [InlineData("a\0@example.com")]
    [InlineData("a\u2028@example.com")]
    [InlineData("a\u0085@example.com")]
    [InlineData("jane@example.com> SIZE=1")]
    [InlineData("jane@exa mple.com")]
    [InlineData("jane@example.com\r\nDATA")]
    [InlineData("\"a\"b\"@example.com")]
    [InlineData("\"a\\\"@example.com")]
    public void An_address_that_could_not_be_said_is_refused_before_any_connection(string address)
    {
        var refused = Assert.Throws<ArgumentException>(() => An.Envelope(recipient: address));
        Assert.DoesNotContain("example.com", refused.Message, StringComparison.Ordinal);
        if (address.Length > 0) Assert.Throws<ArgumentException>(() => An.Envelope(returnPath: address));
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.Throws<ArgumentException>(() => An.Envelope(recipient: "a\ud800@example.com"));
        Assert.Throws<ArgumentException>(() => An.Envelope(recipient: "\udc00a@example.com"));
        Assert.Equal("\ud83d\ude00@example.com", An.Envelope(recipient: "\ud83d\ude00@example.com").Recipient);
    }

    [Fact]
    public void Lengths_end_at_the_limits_of_the_standard()
    {
        var local = new string('a', 64);
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 3)) + ".com";
        Assert.Equal($"{local}@{domain}", An.Envelope(recipient: $"{local}@{domain}").Recipient);
        Assert.Throws<ArgumentException>(() => An.Envelope(recipient: $"a{local}@{domain}"));
        Assert.Throws<ArgumentException>(() => An.Envelope(recipient: $"{local}@ddddddddddddd.{domain}"));
    }

    [Fact]
    public void The_domain_is_given_for_pacing() => Assert.Equal("example.com", An.Envelope(recipient: "\"a b\"@Example.com").RecipientDomain);

    [Theory]
    [InlineData("")]
    [InlineData("a\r\nb")]
    [InlineData("ü")]
    public void A_notification_id_is_printable(string id) => Assert.Throws<ArgumentException>(
        () => new Envelope(1, "", "jane@example.com", ReadOnlySequence<byte>.Empty) { NotificationId = id });
}
