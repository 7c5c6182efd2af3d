namespace PostPurchase.Templates;

/// <summary>The functions that templates of one engine can call, by namespace; frozen and shared.</summary>
internal sealed class FunctionLibrary
{
    private readonly Dictionary<string, Value> _roots = new(StringComparer.Ordinal);

    public FunctionLibrary(IEnumerable<BuiltinDeclaration> declarations)
    {
        All = [.. declarations];
        foreach (var group in All.GroupBy(declaration => declaration.Namespace, StringComparer.Ordinal)) Add(group.Key, group);
        Roots = [.. _roots.Keys];
        _roots["empty"] = Value.From(ValueObject.Empty);
    }

    public IReadOnlyList<BuiltinDeclaration> All { get; }

    /// <summary>The names that are known without any model: namespaces and functions without one.</summary>
    public string[] Roots { get; }

    public bool IsRoot(string name) => _roots.ContainsKey(name);

    public bool TryGetRoot(string name, out Value value) => _roots.TryGetValue(name, out value);

    public BuiltinFunctionValue? Find(string name) => _roots.TryGetValue(name, out var value) ? value.Reference as BuiltinFunctionValue : null;

    public BuiltinFunctionValue? Find(string space, string name) =>
        _roots.TryGetValue(space, out var value) && value.Reference is ValueObject members ? members[name].Reference as BuiltinFunctionValue : null;

    /// <summary>Whether this is <c>date.format</c>, the one member of a built-in object that templates set.</summary>
    public bool IsDateFormat(Value target, string name) =>
        name == "format" && _roots.TryGetValue("date", out var date) && ReferenceEquals(date.Reference, target.Reference);

    private void Add(string space, IEnumerable<BuiltinDeclaration> declarations)
    {
        if (space.Length == 0)
        {
            foreach (var declaration in declarations) _roots[declaration.Name] = Value.From(new BuiltinFunctionValue(declaration));
            return;
        }
        // What upstream does not have comes last and is left out where a template lists the members.
        var members = new ValueObject();
        var listed = 0;
        foreach (var declaration in declarations.OrderBy(declaration => declaration.IsAddition))
        {
            members.Set(declaration.Name, Value.From(new BuiltinFunctionValue(declaration)));
            if (!declaration.IsAddition) listed = members.Count;
        }
        members.ListedCount = listed;
        _roots[space] = Value.From(members.Freeze());
    }
}
