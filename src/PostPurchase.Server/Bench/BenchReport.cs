using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Server.Commands;
using Spectre.Console;

namespace PostPurchase.Server.Bench;

/// <summary>Shows what was measured: a table on a terminal, plain lines elsewhere, or JSON.</summary>
internal static class BenchReport
{
    /// <summary>What every report says first.</summary>
    public static string Machine(Instant now, double load) => string.Create(CultureInfo.InvariantCulture,
        $"{InstantPattern.General.Format(now)}, {Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, load average {load:0.0}; mail goes to a sink in this process, the server is a process of its own");

    /// <summary>The system's load average of the last minute; 0 where it is not told.</summary>
    public static double Load() => File.Exists("/proc/loadavg") && double.TryParse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture, out var load) ? load : 0;

    public static async Task WriteAsync(Shell shell, string machine, IReadOnlyList<Figure> figures)
    {
        await shell.Out.WriteLineAsync(machine);
        if (shell.IsTerminal) AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Out) }).Write(TableOf(figures));
        else foreach (var figure in figures) await shell.Out.WriteLineAsync(LineOf(figure));
    }

    public static string Json(string machine, IReadOnlyList<Figure> figures) => JsonSerializer.Serialize(
        new BenchAnswer(machine, [.. figures.Select(figure => new FigureLine(
            figure.Name, Rounded(figure.Value), figure.Unit, figure.AtLeast, figure.AtMost,
            figure.Against?.Name, figure.Against is { } bound ? Rounded(bound.Value) : null, figure.Against is { } other ? Rounded(figure.Value / other.Value) : null, figure.Against?.AtLeast, figure.IsMet, figure.Note))]),
        BenchJson.Readable.BenchAnswer);

    private static Table TableOf(IReadOnlyList<Figure> figures)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("figure", "measured", "goal", "bound of the same run", "ratio", "");
        foreach (var figure in figures)
        {
            table.AddRow(
                Markup.Escape(NameOf(figure)), Markup.Escape(ValueOf(figure.Value, figure.Unit)), Markup.Escape(GoalOf(figure)), Markup.Escape(BoundOf(figure)), RatioOf(figure),
                figure.IsMet switch { true => "[green]reached[/]", false => "[red]missed[/]", null => "" });
        }

        return table;
    }

    private static string LineOf(Figure figure)
    {
        var ratio = RatioOf(figure) is { Length: > 0 } known ? $"ratio {known}" : "";
        var verdict = figure.IsMet switch { true => "reached", false => "missed", null => "" };
        string[] parts = [ValueOf(figure.Value, figure.Unit), GoalOf(figure), BoundOf(figure), ratio, verdict];
        return $"{NameOf(figure)}: {string.Join("; ", parts.Where(part => part.Length > 0))}";
    }

    private static string NameOf(Figure figure) => figure.Note is { } note ? $"{figure.Name} ({note})" : figure.Name;

    private static string GoalOf(Figure figure) => (figure.AtLeast, figure.AtMost) switch
    {
        ({ } least, _) => $"goal at least {ValueOf(least, figure.Unit)}",
        (_, { } most) => $"goal at most {ValueOf(most, figure.Unit)}",
        _ => "",
    };

    private static string BoundOf(Figure figure) => figure.Against is { } bound ? $"{bound.Name} {ValueOf(bound.Value, figure.Unit)}" : "";

    private static string RatioOf(Figure figure) => figure.Against is { } bound
        ? string.Create(CultureInfo.InvariantCulture, $"{figure.Value / bound.Value:0.00}{WantedOf(bound)}")
        : "";

    private static string WantedOf(Bound bound) => bound.AtLeast is { } least ? string.Create(CultureInfo.InvariantCulture, $" of {least:0.0} wanted") : "";

    private static string ValueOf(double value, string unit)
    {
        var format = value >= 1000 ? "#,0" : value >= 10 ? "0.0" : "0.000";
        return unit == "/s" ? $"{value.ToString(format, CultureInfo.InvariantCulture)}/s" : $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}

internal sealed record BenchAnswer(string Machine, IReadOnlyList<FigureLine> Figures);

internal sealed record FigureLine(
    string Name, double Value, string Unit, double? GoalAtLeast, double? GoalAtMost,
    string? Bound, double? BoundValue, double? Ratio, double? RatioAtLeast, bool? Reached, string? Note);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(BenchAnswer))]
internal sealed partial class BenchJson : JsonSerializerContext
{
    /// <summary>With plus signs and apostrophes as they are.</summary>
    public static BenchJson Readable => new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
