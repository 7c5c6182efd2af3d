using PostPurchase.Core.Offers;

namespace PostPurchase.Engine.Storage;

/// <summary>What was last read of the terms of programs.</summary>
internal sealed class ProgramTermsStore(Database database)
{
    /// <summary>All of them, by key.</summary>
    public IReadOnlyList<ProgramTerms> All() => [.. Documents().Select(row => Of(row.Key, StoredJson.Read(row.Value, StoredJson.Default.ProgramTermsDocument)))];

    /// <summary>Keeps these and forgets all others; what is as it was is not written again.</summary>
    public async Task KeepAsync(IReadOnlyList<ProgramTerms> terms, CancellationToken cancellationToken = default)
    {
        var known = Documents();
        var changed = terms.Select(one => (one.Program.Key, Document: StoredJson.Write(Of(one), StoredJson.Default.ProgramTermsDocument))).Where(one => known.GetValueOrDefault(one.Key) != one.Document).ToList();
        var gone = known.Keys.Except(terms.Select(one => one.Program.Key), StringComparer.Ordinal).ToList();
        if (changed.Count + gone.Count == 0) return;
        await database.WriteAsync(
            session =>
            {
                foreach (var (key, document) in changed) session[ProgramTermsSql.Keep].With(key).With(document).Run();
                foreach (var key in gone) session[ProgramTermsSql.Forget].With(key).Run();
                return changed.Count + gone.Count;
            },
            cancellationToken);
    }

    private Dictionary<string, string> Documents() => database.Read(session => session[ProgramTermsSql.All].All(row => (Key: row.Text(0), Document: row.Text(1)))).ToDictionary(row => row.Key, row => row.Document, StringComparer.Ordinal);

    private static ProgramTermsDocument Of(ProgramTerms terms) =>
        new(terms.Program.Name, terms.Program.Network, terms.Program.Link, terms.Program.EmailAllowed.ToString(), terms.Program.RedirectAllowed, terms.Pages);

    private static ProgramTerms Of(string key, ProgramTermsDocument document) => new(
        new()
        {
            Key = key, Name = document.Name, Network = document.Network, Link = document.Link, EmailAllowed = Enum.Parse<EmailRule>(document.EmailAllowed), RedirectAllowed = document.RedirectAllowed,
        },
        document.Pages);
}

/// <summary>The terms of a program as a row has them.</summary>
internal sealed record ProgramTermsDocument(string Name, string Network, string? Link, string EmailAllowed, bool RedirectAllowed, IReadOnlyList<string> Pages);

internal static class ProgramTermsSql
{
    // Programs are few, and read together.
    public static readonly Sql All = new("""
        select program, document
        from program_terms
        order by program
        """);

    public static readonly Sql Keep = new("""
        insert into program_terms (program, document)
        values (@program, @document)
        on conflict (program) do update set document = excluded.document
        """);

    public static readonly Sql Forget = new("""
        delete from program_terms
        where program = @program
        """);
}
