using System.Globalization;
using PostPurchase.Templates.Functions;
using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

public sealed class PlainNumberTests
{
    private static readonly string[] Cultures = ["", "en-US", "de-DE", "de-CH", "fr-FR", "hi-IN", "sv-SE", "ar-EG", "fa-IR"];

    [Fact]
    public void The_fast_way_writes_what_the_runtime_writes()
    {
        var random = new Random(7);
        foreach (var culture in Cultures.Select(PostPurchase.Templates.Functions.Cultures.Find).OfType<CultureInfo>())
        {
            for (var i = 0; i < 2_000; i++)
            {
                var digits = random.Next(5);
                var number = NextNumber(random);
                using var output = new TextBuffer();
                if (PlainNumbers.TryWrite(output, number, digits, culture.NumberFormat))
                    Assert.Equal(number.ToString($"N{digits}", culture), output.ToString());
            }
        }
    }

    [Theory]
    [InlineData("-0.004", "N2")]
    [InlineData("0", "N2")]
    [InlineData("0.005", "N2")]
    [InlineData("-0.005", "n2")]
    [InlineData("999.995", "N2")]
    [InlineData("999999.5", "N0")]
    [InlineData("1234567890123456789", "N4")]
    [InlineData("-1234.5", "N")]
    [InlineData("79228162514264337593543950335", "N2")]
    public void Ends_and_halves_are_those_of_the_runtime(string number, string format)
    {
        var value = decimal.Parse(number, CultureInfo.InvariantCulture);

        Assert.Equal(value.ToString(format, CultureInfo.InvariantCulture), new TestCall().Text("math.format", value, format));
    }

    private static decimal NextNumber(Random random) => random.Next(4) switch
    {
        0 => new decimal(random.Next(), 0, 0, random.Next(2) == 0, (byte)random.Next(8)),
        1 => new decimal(random.Next(), random.Next(), 0, random.Next(2) == 0, (byte)random.Next(20)),
        2 => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
        _ => random.Next(-2_000, 2_000) / 100m,
    };
}
