namespace PostPurchase.Core.Journeys.Files;

/// <summary>A node of a YAML text with its place.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal abstract record YamlNode(int Line, int Column)
{
    /// <summary>What people call its kind.</summary>
    public abstract string KindName { get; }

    /// <summary>A scalar. <paramref name="TextColumn"/> is where its text begins, behind a quote.</summary>
    internal sealed record Scalar(string Text, bool IsPlain, int TextColumn, int Line, int Column) : YamlNode(Line, Column)
    {
        public override string KindName => "a value";

        public bool IsNull => IsPlain && Text is "" or "~" or "null";
    }

    /// <summary>A list.</summary>
    internal sealed record List(IReadOnlyList<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column)
    {
        public override string KindName => "a list";
    }

    /// <summary>Keys with values, in order; keys are distinct.</summary>
    internal sealed record Map(IReadOnlyList<KeyValuePair<Scalar, YamlNode>> Entries, int Line, int Column) : YamlNode(Line, Column)
    {
        public override string KindName => "keys with values";

        public YamlNode? Find(string key)
        {
            foreach (var (name, value) in Entries)
            {
                if (name.Text == key) return value;
            }

            return null;
        }
    }
}
