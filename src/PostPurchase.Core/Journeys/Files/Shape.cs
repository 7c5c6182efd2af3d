namespace PostPurchase.Core.Journeys.Files;

/// <summary>What may stand at a place of a file: the one table that the reader checks with and the JSON Schema is made from.</summary>
internal abstract record Shape
{
    private Shape() { }

    /// <summary>A value of a named form.</summary>
    /// <param name="Form">Name, pattern and check.</param>
    internal sealed record Value(Form Form) : Shape;

    /// <summary>One of some words.</summary>
    internal sealed record Choice(IReadOnlyList<string> Words) : Shape;

    /// <summary>A list.</summary>
    internal sealed record ListOf(Shape Item, int Minimum = 0) : Shape;

    /// <summary>Free keys of a form with values of one shape.</summary>
    internal sealed record MapOf(Form Key, Shape Item, int Minimum = 0) : Shape;

    /// <summary>Fixed keys.</summary>
    internal sealed record Group(string Name, IReadOnlyList<Key> Keys) : Shape
    {
        /// <summary>Names of which exactly one must be there; empty = no such rule.</summary>
        public IReadOnlyList<string> ExactlyOne { get; init; } = [];
    }

    /// <summary>A value, or keys with values, or a list: told apart by the kind of the node.</summary>
    internal sealed record Either(Shape Scalar, Shape Other) : Shape;

    /// <summary>A shape that contains itself.</summary>
    internal sealed record Recursive(string Name, Func<Shape> Of) : Shape;
}

/// <summary>One key of a group.</summary>
/// <param name="Name">As written.</param>
/// <param name="Shape">What it holds.</param>
/// <param name="Summary">One line for people.</param>
internal sealed record Key(string Name, Shape Shape, string Summary)
{
    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What makes a required key needless, or null.</summary>
    public Substitute? Instead { get; init; }

    /// <summary>Whether it is reserved for a later version.</summary>
    public bool IsLater { get; init; }

    /// <summary>The key that has to stand beside it, or null.</summary>
    public string? Beside { get; init; }
}

/// <summary>What stands in for a required key.</summary>
/// <param name="IsThere">Whether it is in a group.</param>
/// <param name="Schema">The same as JSON Schema, as text.</param>
internal sealed record Substitute(Func<YamlNode.Map, bool> IsThere, string Schema);

/// <summary>The form of a value.</summary>
/// <param name="Name">What messages call it: <c>a duration such as 90m, 36h, 3d or 2w</c>.</param>
/// <param name="Type">JSON Schema type: string, boolean, integer or number.</param>
/// <param name="Accepts">Whether a text has the form.</param>
internal sealed record Form(string Name, string Type, Func<string, bool> Accepts)
{
    /// <summary>All texts that have the form, where they can be counted; empty otherwise.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>JSON Schema pattern, or null.</summary>
    public string? Pattern { get; init; }

    /// <summary>Least number, or null.</summary>
    public double? Minimum { get; init; }

    /// <summary>Greatest number, or null.</summary>
    public double? Maximum { get; init; }
}
