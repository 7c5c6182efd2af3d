namespace PostPurchase.Engine.Storage;

internal static class JourneyFileSql
{
    public static readonly Sql Read = new("""
        select f.file, j.text, f.hash, f.status
        from journey_file as f
        join name as j on j.id = f.journey_id
        order by f.file
        """);

    public static readonly Sql Keep = new("""
        insert into journey_file (file, journey_id, hash, status)
        values (@file, @journey_id, @hash, @status)
        on conflict (file) do update set journey_id = excluded.journey_id, hash = excluded.hash, status = excluded.status
        """);

    public static readonly Sql Forget = new("""
        delete from journey_file
        where file = @file
        """);
}
