using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Storage;

/// <summary>What each journey file last said when it could be read.</summary>
internal sealed class JourneyFileStore(Database database)
{
    /// <summary>All of them, by path relative to the folder.</summary>
    public Task<Dictionary<string, KnownFile>> AllAsync() => Task.FromResult(database.Read(session => session[JourneyFileSql.Read]
        .All(row => new KnownFile(row.Text(0), row.Text(1), row.Text(2), (JourneyStatus)row.Int(3)))
        .ToDictionary(known => known.File, StringComparer.Ordinal)));

    /// <summary>Keeps what files say now, and forgets files that are gone.</summary>
    public Task<int> KeepAsync(IReadOnlyList<KnownFile> said, IReadOnlyList<string> gone, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            foreach (var file in said)
                session[JourneyFileSql.Keep].With(file.File).With(session.Names.Id(NameKind.Journey, file.Journey)).With(file.Hash).With((long)file.Status).Run();
            foreach (var file in gone) session[JourneyFileSql.Forget].With(file).Run();
            return said.Count + gone.Count;
        },
        cancellationToken);
}

/// <summary>What a journey file said when it could last be read.</summary>
/// <param name="File">Path relative to the folder.</param>
/// <param name="Journey">Key of its journey.</param>
/// <param name="Hash">Version of its journey.</param>
/// <param name="Status">As it was put in force.</param>
internal sealed record KnownFile(string File, string Journey, string Hash, JourneyStatus Status);
