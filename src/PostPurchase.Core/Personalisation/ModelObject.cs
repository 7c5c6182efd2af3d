using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>One object of the model: its fields, described once, read from <typeparamref name="T"/> into a template value.</summary>
/// <typeparam name="T">Where the fields come from.</typeparam>
internal sealed class ModelObject<T>
{
    private readonly ObjectShape _shape;
    private readonly Entry[] _entries;

    public ModelObject(params Entry[] entries)
    {
        _entries = entries;
        _shape = new ObjectShape(entries.Select(entry => entry.Field.Name).ToArray());
        Fields = entries.Select(entry => entry.Field).ToList();
    }

    public IReadOnlyList<ModelField> Fields { get; }

    public Value Build(T source, ModelContext context)
    {
        var values = new Value[_entries.Length];
        for (var i = 0; i < values.Length; i++) values[i] = _entries[i].Read(source, context);
        return Value.From(_shape.Create(values));
    }

    /// <summary>The same, each field read when it is asked for: for one thread, and for who asks for few of them.</summary>
    public Value BuildUnread(T source, ModelContext context) => Value.From(_shape.CreateUnread(at => _entries[at].Read(source, context)));

    public Value BuildList(IReadOnlyList<T> sources, ModelContext context)
    {
        var list = new ValueArray(sources.Count);
        foreach (var source in sources) list.Add(Build(source, context));
        return Value.From(list);
    }

    public static Entry Text(string name, Func<T, string?> read, string summary, bool optional = true) =>
        new(new(name, FieldType.Text, optional, summary), (source, _) => Value.From(read(source)));

    public static Entry Required(string name, Func<T, string> read, string summary) => Text(name, read, summary, optional: false);

    public static Entry Of(string name, FieldType type, bool optional, Func<T, ModelContext, Value> read, string summary) =>
        new(new(name, type, optional, summary), read);

    public static Entry Nested<TItem>(string name, FieldType type, bool optional, ModelObject<TItem> item, Func<T, ModelContext, Value> read, string summary) =>
        new(new(name, type, optional, summary) { Fields = item.Fields }, read);

    /// <summary>A field and how it is read.</summary>
    internal sealed record Entry(ModelField Field, Func<T, ModelContext, Value> Read);
}
