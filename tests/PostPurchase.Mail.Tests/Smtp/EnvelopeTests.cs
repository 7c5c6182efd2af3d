using System.Buffers;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public class EnvelopeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a\r\nb")]
    [InlineData("ü")]
    public void A_notification_id_is_printable(string id) => Assert.Throws<ArgumentException>(
        () => new Envelope(1, null, An.Address("jane@example.com"), ReadOnlySequence<byte>.Empty) { NotificationId = id });

    [Theory]
    [InlineData("jane@example.com", "bounce@shop.example", false)]
    [InlineData("jürgen@example.com", "bounce@shop.example", true)]
    [InlineData("jane@example.com", "rücklauf@shop.example", true)]
    [InlineData("jane@bücher.example", "bounce@shop.example", false)]
    public void An_address_outside_of_ASCII_asks_for_SMTPUTF8(string recipient, string returnPath, bool expected) =>
        Assert.Equal(expected, An.Envelope(recipient: recipient, returnPath: returnPath).NeedsSmtpUtf8);
}
