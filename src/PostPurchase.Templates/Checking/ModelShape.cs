namespace PostPurchase.Templates;

/// <summary>The declared type of a value of the model, for the static check. Immutable; trees of them can be shared.</summary>
public sealed record ModelShape
{
    private readonly Dictionary<string, ModelShape> _members = new(StringComparer.Ordinal);

    private ModelShape(ShapeKind kind) => Kind = kind;

    /// <summary>Anything.</summary>
    public static ModelShape Any { get; } = new(ShapeKind.Any);

    /// <summary>A text.</summary>
    public static ModelShape Text { get; } = new(ShapeKind.Text);

    /// <summary>A number.</summary>
    public static ModelShape Number { get; } = new(ShapeKind.Number);

    /// <summary>True or false.</summary>
    public static ModelShape Bool { get; } = new(ShapeKind.Bool);

    /// <summary>A date.</summary>
    public static ModelShape Date { get; } = new(ShapeKind.Date);

    /// <summary>A length of time.</summary>
    public static ModelShape TimeSpan { get; } = new(ShapeKind.TimeSpan);

    internal static ModelShape Callable { get; } = new(ShapeKind.Callable);

    /// <summary>What it is.</summary>
    public ShapeKind Kind { get; }

    /// <summary>Whether it may be missing.</summary>
    public bool IsNullable { get; private init; }

    /// <summary>What a list holds; anything where it is no list.</summary>
    public ModelShape Item { get; private init; } = null!;

    /// <summary>Whether a group may have members that are not declared (attributes, properties).</summary>
    public bool IsOpen { get; private init; }

    /// <summary>The names of a group's declared members.</summary>
    public IEnumerable<string> Names => _members.Keys;

    /// <summary>A list of such items.</summary>
    public static ModelShape ListOf(ModelShape item) => new(ShapeKind.List) { Item = item };

    /// <summary>A group of these members.</summary>
    public static ModelShape Group(params IEnumerable<KeyValuePair<string, ModelShape>> members) => Group(false, members);

    /// <summary>A group of these members and, where it is open, any others.</summary>
    public static ModelShape Group(bool isOpen, IEnumerable<KeyValuePair<string, ModelShape>> members)
    {
        var group = new ModelShape(ShapeKind.Group) { IsOpen = isOpen };
        foreach (var (name, shape) in members) group._members[name] = shape;
        return group;
    }

    /// <summary>The same, which may be missing.</summary>
    public ModelShape OrNull() => this with { IsNullable = true };

    /// <summary>The same, which is there.</summary>
    public ModelShape NotNull() => this with { IsNullable = false };

    /// <summary>The declared member; null where there is none.</summary>
    public ModelShape? Find(string name) => _members.GetValueOrDefault(name);
}
