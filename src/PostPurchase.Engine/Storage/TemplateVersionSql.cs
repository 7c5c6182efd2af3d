namespace PostPurchase.Engine.Storage;

internal static class TemplateVersionSql
{
    public static readonly Sql IsKept = new("""
        select 1
        from template_version
        where template = @template and hash = @hash
        """);

    public static readonly Sql Write = new("""
        insert into template_version (template, hash, files)
        values (@template, @hash, @files)
        """);

    public static readonly Sql WriteText = new("""
        insert into template_text (hash, body)
        values (@hash, @body)
        on conflict do nothing
        """);

    public static readonly Sql Find = new("""
        select files
        from template_version
        where template = @template and hash = @hash
        """);

    public static readonly Sql ReadText = new("""
        select body
        from template_text
        where hash = @hash
        """);
}
