using System.Globalization;
using System.Reflection;
using Dapper;

namespace PostPurchase.Engine.Storage;

/// <summary>Brings a database to the newest schema. Numbered, embedded, forward only; one process at a time, all or nothing.</summary>
internal static class Migrations
{
    private const string Folder = "PostPurchase.Engine.Storage.Migrations.";

    /// <summary>The number of the newest migration of this program.</summary>
    public static int Newest { get; } = Numbers().Max();

    /// <summary>Brings a database to the newest schema, or to an older one that is asked for.</summary>
    /// <exception cref="UnusableDatabaseException">It has a newer schema than this program knows.</exception>
    public static void Apply(Session session, int? upTo = null)
    {
        var goal = upTo ?? Newest;
        // The write lock is taken before the number is read: of two processes that start at once, the second finds the work done.
        session.Begin();
        try
        {
            var current = Current(session);
            if (current > Newest) throw UnusableDatabaseException.Newer(session.Connection.DataSource, current, Newest);
            foreach (var number in Numbers().Where(number => number > current && number <= goal).Order()) session.Execute(Script(number));
            if (current < goal) session.Execute(string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {goal}"));
            session.Commit();
        }
        finally
        {
            // After a commit there is nothing to roll back and this does nothing.
            session.RollBack();
        }
    }

    public static int Current(Session session) => session.Connection.ExecuteScalar<int>("pragma user_version");

    private static IEnumerable<int> Numbers() =>
        from name in Assembly.GetExecutingAssembly().GetManifestResourceNames()
        where name.StartsWith(Folder, StringComparison.Ordinal)
        select int.Parse(name.AsSpan(Folder.Length, 4), CultureInfo.InvariantCulture);

    private static string Script(int number)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Folder}{number:0000}.sql")
            ?? throw new InvalidOperationException($"migration {number} is not in the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
