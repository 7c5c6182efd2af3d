using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PostPurchase.Templates;

namespace PostPurchase.Server.Commands;

/// <summary><c>template</c>: the bare language, with the limits, partials and functions of the published case files around it.</summary>
internal static class TemplateCommand
{
    private const string SourceName = "text";

    public static Command Create(Shell shell)
    {
        var source = new Option<string>("--source") { Description = "The template.", Required = true };
        var model = new Option<string?>("--model") { Description = "A JSON object: what the template can read." };
        var includes = new Option<string?>("--includes") { Description = "A folder with one file a partial, named as it is." };
        var grammar = new Option<string>("--grammar") { Description = "default", DefaultValueFactory = _ => "default" };
        var escape = new Option<string>("--escape") { Description = "none or html", DefaultValueFactory = _ => "none" };
        escape.AcceptOnlyFromAmong("none", "html");
        var culture = new Option<string?>("--culture") { Description = "Name of a culture, de-DE for example; invariant by default." };
        var command = new Command("template", "Renders a template with a model.") { source, model, includes, grammar, escape, culture };
        command.SetAction(parsed =>
        {
            if (parsed.GetRequiredValue(grammar) != "default") throw CommandException.Wrong($"the grammar '{parsed.GetRequiredValue(grammar)}' is not available in this version: expected default");
            var reading = parsed.GetRequiredValue(escape) == "html" ? ParseOptions.Html : ParseOptions.Text;
            var options = new RenderOptions
            {
                Limits = new RenderLimits { LoopRounds = 1000 },
                Culture = CultureOf(parsed.GetValue(culture)),
                Now = shell.Clock.GetUtcNow(),
            };
            return Render(shell, Options.ReadText(shell, parsed.GetRequiredValue(source)), ModelOf(shell, parsed.GetValue(model)), new Partials(shell, parsed.GetValue(includes), reading), options);
        });
        return command;
    }

    private static int Render(Shell shell, string source, ValueObject model, Partials partials, RenderOptions options)
    {
        try
        {
            shell.Out.Write(partials.Engine.Parse(source, SourceName, partials.Reading).Render(model, options with { Includes = partials.Find }));
            return Exit.Fine;
        }
        catch (TemplateException problem)
        {
            throw new CommandException(Exit.Failed, [.. problem.Errors.Select(error => error.ToString())]);
        }
    }

    private static ValueObject ModelOf(Shell shell, string? file)
    {
        if (file is null) return new ValueObject();
        try
        {
            var value = JsonModel.Parse(Options.ReadBytes(shell, file));
            return value.Kind == ValueKind.Object ? value.AsObject() : throw CommandException.Failed($"{file}: the model must be a JSON object");
        }
        catch (JsonException problem)
        {
            throw CommandException.Failed($"{file}: {problem.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static CultureInfo CultureOf(string? name)
    {
        try
        {
            return name is null ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            throw CommandException.Wrong($"the culture '{name}' is not known");
        }
    }

    /// <summary>Partials as the case files have them: an unknown one's text is its own name, <c>null</c> has no path, <c>invalid2</c> no text.</summary>
    private sealed class Partials(Shell shell, string? folder, ParseOptions reading)
    {
        private readonly Dictionary<string, Template> _parsed = new(StringComparer.Ordinal);

        public TemplateEngine Engine { get; } = new(CaseFunctions.All);

        public ParseOptions Reading => reading;

        public Template Find(string name)
        {
            if (_parsed.TryGetValue(name, out var known)) return known;
            if (name == "null") throw new TemplateException(Missing(name, $"Include template path is null for `{name}`"));
            if (name == "invalid2") throw new TemplateException(Missing(name, $"The result of including `{name}->{name}` cannot be null"));
            return _parsed[name] = Engine.Parse(TextOf(name), name, reading);
        }

        private string TextOf(string name)
        {
            if (folder is null || name.Length == 0 || name.Contains('\0')) return name;
            var root = shell.PathOf(folder);
            var path = Path.GetFullPath(name, root);
            return path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path) ? Options.ReadText(shell, path) : name;
        }

        // Line 0: the include adds its own place.
        private static TemplateError Missing(string name, string message) => new(name, 0, 0, "include", message);
    }
}
