namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>timespan</c>.</summary>
internal static class TimeSpanFunctions
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new("timespan", "zero", [], ParameterKind.TimeSpan, "No time at all.", static (_, _) => Value.From(TimeSpan.Zero)),
        From("from_days", "days", TimeSpan.TicksPerDay), From("from_hours", "hours", TimeSpan.TicksPerHour),
        From("from_minutes", "minutes", TimeSpan.TicksPerMinute), From("from_seconds", "seconds", TimeSpan.TicksPerSecond),
        From("from_milliseconds", "millis", TimeSpan.TicksPerMillisecond),
        new("timespan", "parse", [Take.Text("text")], ParameterKind.TimeSpan, "The length of time of a text like 1.06:30:00 (days.hours:minutes:seconds).", Parse),
    ];

    private static BuiltinDeclaration From(string name, string unit, long ticks) =>
        new("timespan", name, [Take.Number(unit)], ParameterKind.TimeSpan, $"So many {unit} as a length of time.", (call, args) =>
        {
            var total = Math.Round(call.ToFloat(args[0]) * ticks);
            if (!(total is >= long.MinValue and < 9.2233720368547758e18)) throw call.Fail($"The timespan of {call.ToText(args[0])} {unit} is out of range", ErrorCode.Type);
            return Value.From(new TimeSpan((long)total));
        });

    private static Value Parse(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args.TextAt(0) is not { Length: > 0 } text) return default;
        return TimeSpan.TryParse(text, call.Culture, out var span) ? Value.From(span) : throw call.Fail($"Unable to parse timespan `{Arguments.Shown(text)}`", ErrorCode.Type);
    }
}
