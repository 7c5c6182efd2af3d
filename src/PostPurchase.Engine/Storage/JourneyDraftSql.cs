namespace PostPurchase.Engine.Storage;

internal static class JourneyDraftSql
{
    public static readonly Sql Find = new("""
        select journey, document, base_hash, revision, edited_by, edited_at, base_text
        from journey_draft
        where journey = @journey
        """);

    public static readonly Sql All = new("""
        select journey, document, base_hash, revision, edited_by, edited_at, base_text
        from journey_draft
        order by journey
        """);

    public static readonly Sql Add = new("""
        insert into journey_draft (journey, document, base_hash, revision, edited_by, edited_at, base_text)
        values (@journey, @document, @base_hash, @revision, @edited_by, @edited_at, @base_text)
        on conflict do nothing
        """);

    // Guarded by the revision: of two people who save on top of the same text, the second is told.
    public static readonly Sql Update = new("""
        update journey_draft
        set document = @document, base_hash = @base_hash, revision = revision + 1, edited_by = @edited_by, edited_at = @edited_at, base_text = @base_text
        where journey = @journey and revision = @revision
        """);

    public static readonly Sql Remove = new("""
        delete from journey_draft
        where journey = @journey and revision = @revision
        """);

    public static readonly Sql Publish = new("""
        insert into journey_publication (journey, hash, document, note, published_by, published_at)
        values (@journey, @hash, @document, @note, @published_by, @published_at)
        """);

    public static readonly Sql Publications = new("""
        select hash, document, note, published_by, published_at
        from journey_publication
        where journey = @journey
        order by id
        """);

    public static readonly Sql Versions = new("""
        select v.hash, ifnull(v.first_document, v.document), v.first_used_at, v.document, v.renamed_at
        from journey_version as v
        join name as n on n.id = v.journey_id
        where n.kind = 3 and n.text = @journey
        order by v.id
        """);
}
