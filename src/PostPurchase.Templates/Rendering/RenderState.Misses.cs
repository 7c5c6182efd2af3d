namespace PostPurchase.Templates;

internal sealed partial class RenderState
{
    public override void ReportMiss(string message)
    {
        if (_options.Misses == MissingValues.Fail) throw Fail(message, ErrorCode.Member);
        Report(Where, Where.Start, message);
    }

    /// <summary>Reports a value that was replaced because it was unsafe in its place.</summary>
    public void ReportUnsafe(string message)
    {
        if (_options.Misses == MissingValues.Fail) throw Fail(message, ErrorCode.Unsafe);
        _options.Report?.Invoke(Where.Source.Error(Where.Start, ErrorCode.Unsafe, message));
    }

    public Value MissingName(GlobalNode node) => Miss(node, node.Start, $"The variable `{node.Name}` was not found");

    public Value MissingLocal(LocalNode node)
    {
        if (Frame.Named is { } named && Frame.IsPage && named.TryGet(node.Name, out var value)) return value;
        if (Frame.Declaration?.Find(node.Name) is { } field) return field.DefaultValue;
        return Miss(node, node.Start, $"The variable `${node.Name}` was not found");
    }

    public Value MissingMember(MemberNode node, ValueObject target)
    {
        if (_options.Misses != MissingValues.Fail || Tolerance > 0 || node.IsOptional) return default;
        var names = Enumerable.Range(0, target.Count).Select(target.NameAt);
        throw node.FailAt(node.NameStart, $"The member `{node.Text}` was not found", ErrorCode.Member, Suggestions.Nearest(node.Name, names));
    }

    /// <summary>A member of nothing: an error as upstream has it, empty where the render is lenient.</summary>
    public Value NullTarget(MemberNode node)
    {
        if (_options.Misses == MissingValues.Empty) return default;
        throw node.FailAt(node.NameStart, $"Cannot get the member {node.Text} for a null object.", ErrorCode.Member);
    }

    public Value NullIndexed(IndexerNode node, string message)
    {
        if (_options.Misses == MissingValues.Empty) return default;
        throw node.Fail(message, ErrorCode.Member);
    }

    /// <summary>Nothing where the template wants to write something.</summary>
    public void MissingOutput(ExpressionNode node)
    {
        if (node is not PathNode || _options.Misses == MissingValues.Upstream || Tolerance > 0) return;
        var message = $"`{node.Text}` has no value here";
        if (_options.Misses == MissingValues.Fail) throw node.Fail(message + "; give it a fallback with ??", ErrorCode.Member);
        Report(node, node.Start, message);
    }

    private Value Miss(Node node, int start, string message)
    {
        if (_options.Misses == MissingValues.Fail && Tolerance == 0) throw node.FailAt(start, message, ErrorCode.Member);
        return default;
    }

    private void Report(Node node, int start, string message) =>
        _options.Report?.Invoke(node.Source.Error(start, ErrorCode.Member, message));
}
