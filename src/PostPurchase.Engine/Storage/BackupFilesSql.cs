namespace PostPurchase.Engine.Storage;

internal static class BackupFilesSql
{
    public const string Create = """
        create table backup_file (
          name text primary key,
          content blob not null
        ) strict
        """;

    public const string Add = """
        insert into backup_file (name, content)
        values (@name, @content)
        """;

    public const string IsThere = """
        select count(*)
        from sqlite_master
        where type = 'table' and name = 'backup_file'
        """;

    public const string Names = """
        select name
        from backup_file
        order by name
        """;

    public const string Read = """
        select content
        from backup_file
        where name = @name
        """;

    public const string Drop = """
        drop table backup_file
        """;
}
