namespace PostPurchase.Engine.Storage;

/// <summary>How far the roll-ups of reports have come, and whose figures have to be looked at again.</summary>
internal static class LearningState
{
    private static readonly Sql s_read = new("""
        select value
        from learning_state
        where name = @name
        """);

    private static readonly Sql s_write = new("""
        insert into learning_state (name, value)
        values (@name, @value)
        on conflict do update set value = excluded.value
        """);

    private static readonly Sql s_touch = new("""
        insert into stale_customer (owner)
        values (@owner)
        on conflict do nothing
        """);

    /// <summary>A number that is kept under a name; null where there is none yet.</summary>
    public static long? Read(Session session, string name) => session[s_read].With(name).First(row => (long?)row.Long(0));

    /// <summary>Keeps a number under a name.</summary>
    public static void Write(Session session, string name, long value) => session[s_write].With(name).With(value).Run();

    /// <summary>The figures of this customer are to be looked at again.</summary>
    public static void Touch(Session session, long owner) => session[s_touch].With(owner).Run();
}
