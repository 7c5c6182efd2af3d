using PostPurchase.Templates.Functions;
using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

/// <summary>Every built-in with random arguments: it answers or refuses, within its budget, and its writer writes what its body returns.</summary>
public sealed class BuiltinFuzzTests
{
    private const int Rounds = 150;
    private static readonly RenderLimits Small = new() { AllocatedUnits = 20_000, Steps = 20_000 };

    private static readonly string[] Texts =
    [
        "", " ", "a", "abc", "ABC def", "1", "-3.5", "é😀\ud800", "<b>x</b>", "<!--", "%d %B %Y", "%", "%-", "N2", "C", "0.##", "X", "en-US", "de", "zz", "UTC",
        "Europe/Berlin", "USD", "JPY", "i", "(a+)+", "[a-", "a{1000}", "\\", "\\d+", "2026-03-29 02:30", "2026-01-02T10:00:00Z", "0001-01-01", "9999-12-31T23:59:59",
        "{\"a\":[1,2.5]}", "[[[", "1.02:03:04", "key", "value", "Ordinal", "R3LDvA==", "\r\n\t\0", "$0$1", "'\"&<>",
    ];

    public static TheoryData<string> Names => [.. Builtins.All.Select(declaration => declaration.FullName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_arguments_are_answered_or_refused(string name)
    {
        var random = new Random(name.Length * 7919 + name[^1]);
        var declaration = TestCall.Declaration(name);
        for (var round = 0; round < Rounds; round++)
        {
            var count = random.Next(declaration.RequiredCount, declaration.Parameters.Count + 1);
            var args = Enumerable.Range(0, count).Select(_ => (object?)RandomValue(random, 0)).ToArray();
            var answer = Answer(name, args);
            if (declaration.Writer is not null) Assert.Equal(answer, AnswerOfWriter(name, args));
        }
    }

    private static string Answer(string name, object?[] args)
    {
        var call = NewCall();
        try
        {
            var result = call.Run(name, args);
            Assert.True(call.Budget.StepsTaken <= Small.Steps);
            return result.IsText ? result.AsText() : "";
        }
        catch (TemplateException e)
        {
            return e.Message;
        }
    }

    private static string AnswerOfWriter(string name, object?[] args)
    {
        try
        {
            return NewCall().Written(name, args);
        }
        catch (TemplateException e)
        {
            return e.Message;
        }
    }

    private static TestCall NewCall() => new(Small, Cultures.Find("de"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    private static Value RandomValue(Random random, int depth) => random.Next(depth < 3 ? 16 : 12) switch
    {
        0 => Value.Null,
        1 => Value.From(random.Next(2) == 0),
        2 => Value.From((long)random.Next(-5, 30)),
        3 => Value.From(random.NextInt64(long.MinValue, long.MaxValue)),
        4 => Value.From(random.NextDouble() * 100 - 50),
        5 => Value.From(new[] { double.NaN, double.PositiveInfinity, double.MaxValue, -0.0, 1e-300 }[random.Next(5)]),
        6 => Value.From(new decimal(random.Next(), random.Next(), random.Next(3) == 0 ? random.Next() : 0, random.Next(2) == 0, (byte)random.Next(29))),
        7 => Value.From(new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks / 864_000_000_000) * 864_000_000_000, TimeSpan.Zero)),
        8 => Value.From(new TimeSpan(random.NextInt64(long.MinValue, long.MaxValue))),
        9 => Value.FromHtml(Texts[random.Next(Texts.Length)]),
        12 => Value.From(new ValueArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => RandomValue(random, depth + 1))])),
        13 => Value.From(new ObjectShape("key", "value").Create(RandomValue(random, depth + 1), RandomValue(random, depth + 1))),
        14 => Value.From(new ValueRange(random.Next(-3, 3), random.NextInt64(-5, random.Next(4) == 0 ? long.MaxValue : 9), random.Next(5) == 0)),
        15 => Value.From(System.Numerics.BigInteger.Pow(random.Next(2, 9), random.Next(64, 200))),
        _ => Value.From(Texts[random.Next(Texts.Length)]),
    };
}
