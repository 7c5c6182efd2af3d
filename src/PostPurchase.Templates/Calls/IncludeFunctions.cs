namespace PostPurchase.Templates;

/// <summary><c>include</c> and <c>include_join</c>.</summary>
internal static class IncludeFunctions
{
    private const string TemplatePrefix = "tpl:";

    public static IReadOnlyList<BuiltinDeclaration> All { get; } =
    [
        new BuiltinDeclaration(
            "", "include",
            [BuiltinParameter.Required("name", ParameterKind.Any), BuiltinParameter.Rest("args", ParameterKind.Any)],
            ParameterKind.Text, "Renders a partial; its arguments are $1, $2 and so on there, named ones $name.", Include)
        {
            Writer = WriteInclude, ReturnsHtml = true, TakesAnyName = true, IsContextual = true,
        },
        new BuiltinDeclaration(
            "", "include_join",
            [
                BuiltinParameter.Required("names", ParameterKind.List), BuiltinParameter.Optional("separator", ParameterKind.Text),
                BuiltinParameter.Optional("begin", ParameterKind.Text), BuiltinParameter.Optional("end", ParameterKind.Text),
            ],
            ParameterKind.Text, "Renders several partials with a separator, a begin and an end, which are partials too where they start with tpl:.", Join)
        {
            ReturnsHtml = true, IsContextual = true,
        },
    ];

    private static Value Include(CallContext call, ReadOnlySpan<Value> args)
    {
        var state = (RenderState)call;
        var start = state.Output.Length;
        var isHtml = Run(state, args);
        return state.TakeFrom(start, isHtml);
    }

    private static void WriteInclude(CallContext call, ReadOnlySpan<Value> args, TextBuffer output)
    {
        var state = (RenderState)call;
        RunEscaped(state, args);
    }

    private static Value Join(CallContext call, ReadOnlySpan<Value> args)
    {
        var state = (RenderState)call;
        var start = state.Output.Length;
        WritePiece(state, args[2]);
        var bodyStart = state.Output.Length;
        var names = args[0].IsNull ? new ValueArray() : args[0].AsArray();
        for (var i = 0; i < names.Count; i++)
        {
            state.Budget.Step();
            if (i > 0) WritePiece(state, args[1]);
            RunEscaped(state, [names[i]]);
        }
        if (state.Output.Length == bodyStart) state.Output.Truncate(start);
        else WritePiece(state, args[3]);
        return state.TakeFrom(start, state.PageIsHtml);
    }

    private static void WritePiece(RenderState state, Value piece)
    {
        if (piece.IsNull) return;
        var text = piece.AsText();
        if (text.StartsWith(TemplatePrefix, StringComparison.Ordinal)) RunEscaped(state, [Value.From(text[TemplatePrefix.Length..])]);
        else state.Write(piece, state.TextContext);
    }

    /// <summary>Renders the partial; what a text partial writes into a page of HTML is escaped as a whole.</summary>
    private static void RunEscaped(RenderState state, ReadOnlySpan<Value> args)
    {
        var start = state.Output.Length;
        if (!Run(state, args)) state.EscapeFrom(start, state.TextContext, isHtml: false);
    }

    /// <summary>Renders the partial into the output; whether what it wrote is safe markup.</summary>
    private static bool Run(RenderState state, ReadOnlySpan<Value> args)
    {
        var at = state.Where;
        var name = state.ToText(args[0]);
        if (name.Length == 0) throw at.Fail("Include template name cannot be null or empty", ErrorCode.Include);
        if (state.Includes is null) throw at.Fail($"Unable to include <{name}>. No TemplateLoader registered in TemplateContext.TemplateLoader", ErrorCode.Include);
        var template = Find(state, name) ?? throw at.Fail($"The partial `{name}` was not found", ErrorCode.Include);
        var frame = new Frame { IsPage = true, Named = state.PassedNames, Declaration = template.Declaration };
        frame.SetArguments(args);
        state.RunPage(template, frame);
        return template.Options.EscapesHtml;
    }

    // A source that refuses a name without a place of its own (line 0) is refused at the include.
    private static Template? Find(RenderState state, string name)
    {
        try
        {
            return state.Includes!(name);
        }
        catch (TemplateException exception) when (exception.Errors is [{ Line: 0 } error])
        {
            throw state.Where.Fail(error.Message, error.Code);
        }
    }
}
