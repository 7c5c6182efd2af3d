namespace PostPurchase.Templates;

/// <summary>Which paths are known not to be null where a condition holds, or does not.</summary>
internal static class Narrowing
{
    private const int MaxParts = 100;

    public static IEnumerable<string> WhenTrue(ExpressionNode condition) => condition switch
    {
        NestedNode nested => WhenTrue(nested.Inner),
        PathNode path => PathsOf(path),
        NotNode not => WhenFalse(not.Operand),
        LogicalNode { IsAnd: true } both => PartsOf(both).SelectMany(WhenTrue),
        ComparisonNode { Operator: ComparisonOperator.NotEqual } comparison => IsNull(comparison.Right) ? PathsOf(comparison.Left) : [],
        ComparisonNode { Operator: ComparisonOperator.Equal } comparison when comparison.Right is LiteralNode { Value.IsNull: false } => PathsOf(comparison.Left),
        ComparisonNode { Operator: not (ComparisonOperator.Equal or ComparisonOperator.NotEqual) } order => PathsOf(order.Left).Concat(PathsOf(order.Right)),
        _ => [],
    };

    public static IEnumerable<string> WhenFalse(ExpressionNode condition) => condition switch
    {
        NestedNode nested => WhenFalse(nested.Inner),
        NotNode not => WhenTrue(not.Operand),
        LogicalNode { IsAnd: false } either => PartsOf(either).SelectMany(WhenFalse),
        ComparisonNode { Operator: ComparisonOperator.Equal } comparison when IsNull(comparison.Right) => PathsOf(comparison.Left),
        _ => [],
    };

    /// <summary>The last conditions of a chain of the same operator: a &amp;&amp; b &amp;&amp; c. What came long before is not looked at.</summary>
    private static IEnumerable<ExpressionNode> PartsOf(LogicalNode chain)
    {
        ExpressionNode at = chain;
        for (var count = 0; at is LogicalNode link && link.IsAnd == chain.IsAnd; count++, at = link.Left)
        {
            if (count == MaxParts) yield break;
            yield return link.Right;
        }
        yield return at;
    }

    private static bool IsNull(ExpressionNode node) => node is LiteralNode { Value.IsNull: true };

    // That a.b.c is there says that a.b is there too.
    private static IEnumerable<string> PathsOf(ExpressionNode node)
    {
        for (var at = node; at is PathNode or NestedNode;)
        {
            yield return at.Text.Replace("?.", ".", StringComparison.Ordinal);
            at = at switch { MemberNode member => member.Target, IndexerNode indexer => indexer.Target, NestedNode nested => nested.Inner, _ => null! };
        }
    }
}
