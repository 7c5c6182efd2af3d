using PostPurchase.Mail.Messages;
using Xunit;

namespace PostPurchase.Mail.Tests.Messages;

public class OneLineTests
{
    [Theory]
    [InlineData("Jane Doe", "Jane Doe")]
    [InlineData(" Jane\r\n\tDoe\0 ", "Jane Doe")]
    [InlineData("a\r\nBcc: x@evil.example", "a Bcc: x@evil.example")]
    [InlineData("a\u2028b\u0085c\u00A0d", "a b c d")]
    [InlineData("\r\n", "")]
    [InlineData("", "")]
    public void Text_from_outside_becomes_one_line_that_a_header_takes(string text, string expected)
    {
        Assert.Equal(expected, OneLine.Of(text));
        Assert.NotEmpty(Sample.Wire(Sample.Message() with { Subject = OneLine.Of(text) }));
    }
}
