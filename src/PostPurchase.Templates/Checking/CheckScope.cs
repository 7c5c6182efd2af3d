namespace PostPurchase.Templates;

/// <summary>The names that the check knows at one point of a template, and the paths that are known not to be null there.</summary>
internal sealed class CheckScope
{
    private readonly List<(string Name, Typed Typed)> _dynamic = [];
    private readonly Dictionary<string, Typed> _assigned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private Dictionary<string, Typed> _locals = new(StringComparer.Ordinal);

    /// <summary>How many loop variables and parameters there are.</summary>
    public int Mark => _dynamic.Count;

    /// <summary>Above 0 in a <c>with</c> block, where any name may be a member.</summary>
    public int OpenLevel { get; set; }

    /// <summary>What the page takes as named arguments; null where that is not declared.</summary>
    public PartialDeclaration? Declaration { get; set; }

    /// <summary>Whether the page may be included with any arguments.</summary>
    public bool TakesAnyArgument { get; set; }

    public IEnumerable<string> Names => _dynamic.Select(entry => entry.Name).Concat(_assigned.Keys);

    public IEnumerable<string> LocalNames => _locals.Keys.Concat(Declaration?.Fields.Select(declared => declared.Name) ?? []);

    public bool TryGet(string name, out Typed typed)
    {
        for (var i = _dynamic.Count - 1; i >= 0; i--)
        {
            typed = _dynamic[i].Typed;
            if (_dynamic[i].Name == name) return true;
        }
        return _assigned.TryGetValue(name, out typed);
    }

    public bool TryGetLocal(string name, out Typed typed) => _locals.TryGetValue(name, out typed);

    public void Declare(string name, Typed typed) => _dynamic.Add((name, typed));

    public void DropTo(int mark) => _dynamic.RemoveRange(mark, _dynamic.Count - mark);

    // A name that is assigned several shapes can be either: then nothing is said about it.
    public void Assign(string name, Typed typed) =>
        _assigned[name] = _assigned.TryGetValue(name, out var before) && before.Shape.Kind != typed.Shape.Kind ? Typed.Any : typed;

    public void AssignLocal(string name, Typed typed) => _locals[name] = typed;

    /// <summary>Starts the local variables of a page or function anew; give back what it returns when it ends.</summary>
    public Dictionary<string, Typed> SwapLocals(Dictionary<string, Typed> locals)
    {
        var before = _locals;
        _locals = locals;
        return before;
    }

    public bool IsKnown(string path) => _known.Contains(path);

    /// <summary>Notes paths that are not null here; returns those that were new, for <see cref="Forget"/>.</summary>
    public List<string> Know(IEnumerable<string> paths) => [.. paths.Where(_known.Add)];

    public void Forget(List<string> paths) => _known.ExceptWith(paths);
}
