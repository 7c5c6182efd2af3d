using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

public sealed class NumberFunctionTests
{
    [Fact]
    public void Rounding_keeps_the_kind_of_number()
    {
        var call = new TestCall();

        Assert.Equal("5", call.Text("math.ceil", 4.3));
        Assert.Equal("-4", call.Text("math.ceil", -4.3));
        Assert.Equal("4", call.Text("math.floor", 4.9m));
        Assert.Equal("4.56", call.Text("math.round", 4.5612, 2));
        Assert.Equal("4.56", call.Text("math.round", 4.5612m, 2));
        Assert.Equal("7", call.Text("math.round", 7));
        Assert.Equal("The precision `16` is not between 0 and 15", call.Refusal("math.round", 4.5, 16));
    }

    [Fact]
    public void Division_by_an_integer_rounds_down_to_an_integer()
    {
        var call = new TestCall();

        Assert.Equal("4", call.Text("math.divided_by", 8.4, 2));
        Assert.Equal("-5", call.Text("math.divided_by", -8.4, 2));
        Assert.Equal("-5", call.Text("math.divided_by", -9, 2));
        Assert.Equal("4.2", call.Text("math.divided_by", 8.4m, 2.0m));
        Assert.Equal("Attempted to divide by zero.", call.Refusal("math.divided_by", 1, 0));
    }

    [Fact]
    public void Operators_are_exact_where_they_can_be()
    {
        var call = new TestCall();

        Assert.Equal("60.00", call.Text("math.plus", 59.90m, 0.10m));
        Assert.Equal("9223372036854775808", call.Text("math.plus", long.MaxValue, 1));
        Assert.Equal("9223372036854775808", call.Text("math.abs", long.MinValue));
        Assert.Equal("1", call.Text("math.modulo", 11, 10));
        Assert.Equal("The value `x` is not a number", call.Refusal("math.abs", "x"));
    }

    [Theory]
    [InlineData("N2", "en-US", "1,234,567.90")]
    [InlineData("N2", "de-DE", "1.234.567,90")]
    [InlineData("N0", null, "1,234,568")]
    [InlineData("F1", null, "1234567.9")]
    [InlineData("0.###", null, "1234567.9")]
    [InlineData("P1", null, "123,456,790.0 %")]
    public void Numbers_are_written_by_NET_formats(string format, string? culture, string expected)
    {
        var call = new TestCall();

        Assert.Equal(expected, call.Text("math.format", 1234567.90m, format, culture));
        Assert.Equal(expected, call.Written("object.format", 1234567.90m, format, culture));
    }

    [Fact]
    public void Hexadecimal_digits_are_those_of_32_bits_where_they_suffice()
    {
        Assert.Equal("00FF", new TestCall().Text("math.format", 255, "X4"));
        Assert.Equal("FFFFFFFF", new TestCall().Text("math.format", -1, "X"));
    }

    [Fact]
    public void Formats_that_do_not_suit_are_refused()
    {
        var call = new TestCall();

        Assert.Equal("The format `X4` does not suit the value `1.5` of type `double`", call.Refusal("math.format", 1.5, "X4"));
        Assert.Equal("Unexpected `abc`. Must be a formattable number", call.Refusal("math.format", "abc", "N2"));
        Assert.Equal("Unexpected `abc`. Must be a formattable object", call.Refusal("object.format", "abc", "N2"));
        Assert.Equal("Unknown culture `xx-yy`. Expecting a name like `en-US` or `de`", call.Refusal("math.format", 1, "N2", "xx-yy"));
        Assert.Equal("", call.Text("math.format", null, "N2"));
    }

    [Fact]
    public void Chance_is_left_out_and_says_why()
    {
        Assert.Equal("The function `math.uuid` is not available: a mail has to come out the same when it is rendered again", new TestCall().Refusal("math.uuid"));
        Assert.StartsWith("The function `math.random` is not available", new TestCall().Refusal("math.random", 1, 10), StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_of_time_are_made_and_read()
    {
        var call = new TestCall();

        Assert.Equal(new TimeSpan(1, 12, 0, 0), call.Run("timespan.from_days", 1.5).AsTimeSpan());
        Assert.Equal(TimeSpan.FromMilliseconds(5), call.Run("timespan.from_milliseconds", 5).AsTimeSpan());
        Assert.Equal(new TimeSpan(1, 6, 30, 0), call.Run("timespan.parse", "1.06:30:00").AsTimeSpan());
        Assert.Equal(TimeSpan.Zero, call.Run("timespan.zero").AsTimeSpan());
        Assert.Equal("Unable to parse timespan `soon`", call.Refusal("timespan.parse", "soon"));
        Assert.StartsWith("The timespan of 1E+300 days is out of range", call.Refusal("timespan.from_days", 1e300), StringComparison.Ordinal);
    }
}
