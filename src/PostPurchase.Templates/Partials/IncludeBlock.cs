namespace PostPurchase.Templates;

/// <summary>An include at the top level of a mail, which an editor can treat as a block.</summary>
/// <param name="Name">The partial.</param>
/// <param name="Arguments">The named arguments as they are written: name and source text of the value.</param>
/// <param name="Capture">The variable whose <c>capture</c> it stands in; null where it stands in no block at all.</param>
/// <param name="Start">Offset of its code mark in the source.</param>
/// <param name="End">Offset after its closing mark.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record IncludeBlock(string Name, IReadOnlyList<KeyValuePair<string, string>> Arguments, string? Capture, int Start, int End, int Line)
{
    internal static IReadOnlyList<IncludeBlock> Of(BlockNode body)
    {
        var blocks = new List<IncludeBlock>();
        Collect(body, null, blocks);
        return blocks;
    }

    private static void Collect(BlockNode body, string? capture, List<IncludeBlock> blocks)
    {
        foreach (var statement in body.Statements)
        {
            if (statement is CaptureNode nested && capture is null) Collect(nested.Body, nested.Target.Text, blocks);
            if (statement is ExpressionStatement { Expression: CallNode { Target: GlobalNode { Name: "include" } } call } && NameOf(call) is { } name)
                blocks.Add(From(call, name, capture));
        }
    }

    private static string? NameOf(CallNode call) =>
        call.Arguments is [LiteralNode { Value.IsText: true } name, ..] ? name.Value.AsText() : null;

    private static IncludeBlock From(CallNode call, string name, string? capture)
    {
        var text = call.Source.Text;
        var start = text.LastIndexOf("{{", call.Start, StringComparison.Ordinal);
        var end = text.IndexOf("}}", call.End, StringComparison.Ordinal);
        var arguments = call.Names.Zip(call.NamedValues, (key, value) => KeyValuePair.Create(key, value.Text)).ToArray();
        return new IncludeBlock(name, arguments, capture, Math.Max(0, start), end < 0 ? text.Length : end + 2, call.Source.PositionOf(call.Start).Line);
    }
}
