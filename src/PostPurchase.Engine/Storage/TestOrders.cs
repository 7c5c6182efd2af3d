namespace PostPurchase.Engine.Storage;

/// <summary>Which mails are about test orders (<c>purchase.kind</c> <c>test</c>), in words of SQL: they, and what came of them, are in no report.</summary>
internal static class TestOrders
{
    /// <summary>The orders (<c>p</c>) and the runs (<c>e</c>) that they began, after <c>from</c>; the cross joins keep SQLite from beginning with all runs or all mails.</summary>
    public const string RunTables = "purchase as p cross join enrollment as e";

    /// <summary>How these belong together, after <c>where</c>.</summary>
    public const string RunKeys = "p.kind = 6 and p.owner > 0 and e.owner = p.owner and e.purchase_id = p.id";

    /// <summary>The same with the mails of these runs (<c>m</c>).</summary>
    public const string MailTables = $"{RunTables} cross join send as m";

    /// <summary>How these belong together, after <c>where</c>.</summary>
    public const string MailKeys = $"{RunKeys} and m.owner = e.owner and m.purpose = 1 and m.run = e.id";

    /// <summary>The runs that they began, as a list of ids: for statements that look at many mails, each of which would look its run up.</summary>
    public const string Runs = $"(select e.id from {RunTables} where {RunKeys})";

    /// <summary>The mails about them, as a list of ids: for the same.</summary>
    public const string Mails = $"(select m.id from {MailTables} where {MailKeys})";

    /// <summary>Whether a mail is about one, as a condition.</summary>
    /// <param name="mail">Alias of its row of <c>send</c>.</param>
    public static string IsAbout(string mail) => $"""
        ({mail}.purpose = 1 and exists (
          select 1
          from enrollment as e
          join purchase as p on p.id = e.purchase_id
          where e.id = {mail}.run and e.owner = {mail}.owner and p.kind = 6))
        """;

    /// <summary>The same of a mail that is known by its keys alone.</summary>
    /// <param name="owner">Expression for its customer.</param>
    /// <param name="mail">Expression for its id; where it is null, the condition is false.</param>
    public static string IsBehind(string owner, string mail) => $"""
        exists (
          select 1
          from send as tested
          where tested.id = {mail} and tested.owner = {owner} and {IsAbout("tested")})
        """;
}
