namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>date</c> that move a date.</summary>
internal static class DateShifts
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        Fractional("add_days", "days", static (date, by) => date.AddDays(by)),
        Whole("add_months", "months", static (date, by) => date.AddMonths(by)),
        Whole("add_years", "years", static (date, by) => date.AddYears(by)),
        Fractional("add_hours", "hours", static (date, by) => date.AddHours(by)),
        Fractional("add_minutes", "minutes", static (date, by) => date.AddMinutes(by)),
        Fractional("add_seconds", "seconds", static (date, by) => date.AddSeconds(by)),
        Fractional("add_milliseconds", "millis", static (date, by) => date.AddMilliseconds(by)),
    ];

    private static BuiltinDeclaration Fractional(string name, string unit, Func<DateTimeOffset, double, DateTimeOffset> move) =>
        new("date", name, [Take.Date("date"), Take.Number(unit)], ParameterKind.Date, $"The date, so many {unit} later; earlier where negative.",
            (call, args) => Move(call, args[0], call.ToFloat(args[1]), move));

    private static BuiltinDeclaration Whole(string name, string unit, Func<DateTimeOffset, int, DateTimeOffset> move) =>
        new("date", name, [Take.Date("date"), Take.Int(unit)], ParameterKind.Date, $"The date, so many {unit} later; earlier where negative.",
            (call, args) => Move(call, args[0], args.IntAt(1), move));

    private static Value Move<T>(CallContext call, Value date, T by, Func<DateTimeOffset, T, DateTimeOffset> move)
    {
        if (date.IsNull) return default;
        try
        {
            return Value.From(move(date.AsDate(), by));
        }
        catch (ArgumentException)
        {
            throw call.Fail($"The date moved by `{by}` is out of range", ErrorCode.Type);
        }
    }
}
