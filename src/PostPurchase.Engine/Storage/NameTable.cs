namespace PostPurchase.Engine.Storage;

/// <summary>Which dictionary a name is in; the number is stored.</summary>
internal enum NameKind
{
    Store = 1,
    Source = 2,
    Journey = 3,
    Step = 4,
    Template = 5,
    CouponPool = 6,
}

/// <summary>
/// The small integers that stand for names which repeat in millions of rows (stores, sources, journeys, steps, templates). Names are
/// never changed or deleted, so what was once read stays true; only a rollback makes a session forget what it added.
/// </summary>
internal sealed class NameTable(Session session)
{
    private static readonly Sql s_find = new("""
        select id
        from name
        where kind = @kind and text = @text
        """);

    private static readonly Sql s_read = new("""
        select text
        from name
        where id = @id
        """);

    private static readonly Sql s_add = new("""
        insert into name (kind, text)
        values (@kind, @text)
        returning id
        """);

    private static readonly Sql s_all = new("""
        select id, text
        from name
        where kind = @kind
        order by id
        """);

    // A dictionary for each kind: every order asks for three names.
    private readonly Dictionary<string, long>[] _ids = [.. Enum.GetValues<NameKind>().Select(_ => new Dictionary<string, long>(StringComparer.Ordinal))];
    private readonly Dictionary<long, string> _texts = [];

    /// <summary>The number of a name, given to it now where it is new. Needs a writing session.</summary>
    public long Id(NameKind kind, string text) => Find(kind, text) ?? Known(kind, text, session[s_add].With((long)kind).With(text).First(row => row.Long(0)));

    /// <summary>The number of a name, or null where nothing has used it.</summary>
    public long? Find(NameKind kind, string text)
    {
        if (Of(kind).TryGetValue(text, out var known)) return known;
        var found = session[s_find].With((long)kind).With(text).First(row => row.Long(0));
        return found == 0 ? null : Known(kind, text, found);
    }

    /// <summary>The number of a name that somebody asks for: null where none is asked for, -1, which no row has, where nothing has used it.</summary>
    public long? Asked(NameKind kind, string? name) => string.IsNullOrEmpty(name) ? null : Find(kind, name) ?? -1;

    /// <summary>The name of a number that a row carries.</summary>
    public string Text(long id)
    {
        if (_texts.TryGetValue(id, out var known)) return known;
        var text = session[s_read].With(id).First(row => row.Text(0)) ?? throw new InvalidOperationException($"no name has the number {id}");
        return _texts[id] = text;
    }

    /// <summary>All names of a dictionary, in the order in which they were given.</summary>
    public List<(long Id, string Text)> All(NameKind kind) => session[s_all].With((long)kind).All(row => (row.Long(0), row.Text(1)));

    public void Forget()
    {
        foreach (var ids in _ids) ids.Clear();
        _texts.Clear();
    }

    private long Known(NameKind kind, string text, long id)
    {
        _texts[id] = text;
        return Of(kind)[text] = id;
    }

    private Dictionary<string, long> Of(NameKind kind) => _ids[(int)kind - 1];
}
