using NodaTime;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Settings;

/// <summary>Changes settings in the app: checks them with all others, keeps them in the data folder and puts in force what can change while mail leaves.</summary>
internal sealed class SettingsDesk(Shell shell, RunnerService runner) : IDisposable
{
    private const string Secret = "(secret)";
    private const string NotSet = "(not set)";

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Whether appsettings.json or the environment says it, so that the app cannot.</summary>
    public bool IsSetOutside(string name) => WhereSet(name) is not null;

    /// <summary>Where it is set outside of the app, in words: <c>in appsettings.json</c>; null where it is not.</summary>
    public string? WhereSet(string name) => SettingPlace.Of(shell, name);

    /// <summary>That the first of these that is set outside of the app cannot be changed in it; null where none is.</summary>
    public SettingProblem? WhyLocked(params IEnumerable<string> names) =>
        names.FirstOrDefault(IsSetOutside) is { } name ? SettingProblem.SetOutside(name, WhereSet(name)!) : null;

    /// <summary>What would be in force after the next start.</summary>
    /// <exception cref="CommandException">That start would be refused.</exception>
    public ServerSettings Next() => SettingsReader.Read(shell, runner.Folders.Data);

    /// <summary>What was set in the app, by name.</summary>
    public IReadOnlyDictionary<string, string> Kept() => KeptSettings.Read(runner.Folders.Data);

    /// <summary>What the settings would be with some changes; null with the problems where they cannot be.</summary>
    public (ServerSettings? Settings, IReadOnlyList<string> Problems) Try(IReadOnlyDictionary<string, string?> changes)
    {
        try
        {
            return (SettingsReader.Read(shell, Merged(changes)), []);
        }
        catch (CommandException refused)
        {
            return (null, refused.Lines);
        }
    }

    /// <summary>Keeps some settings; one that is null is taken away. Nothing is kept where the result has a problem.</summary>
    /// <returns>The problems, a line each; none where it is kept.</returns>
    public async Task<IReadOnlyList<string>> SaveAsync(IReadOnlyDictionary<string, string?> changes, (string Actor, Instant At) by, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var before = Kept();
            var after = Merged(changes);
            if (Try(changes) is { Settings: null, Problems: var problems }) return problems;
            await KeptSettings.WriteAsync(runner.Folders.Data, after, cancellationToken);
            runner.Apply(Next());
            await NoteAsync(changes.Keys.Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)), (before, after), by, cancellationToken);
            return [];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private Dictionary<string, string> Merged(IReadOnlyDictionary<string, string?> changes)
    {
        var after = new Dictionary<string, string>(Kept(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in changes)
        {
            if (string.IsNullOrEmpty(value)) after.Remove(name);
            else after[name] = value;
        }

        return after;
    }

    private async Task NoteAsync(
        IEnumerable<string> names, (IReadOnlyDictionary<string, string> Before, IReadOnlyDictionary<string, string> After) settings, (string Actor, Instant At) by, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            string Shown(IReadOnlyDictionary<string, string> of) => of.TryGetValue(name, out var value) ? SettingValues.IsSecret(name) ? Secret : value : SettingValues.Usual(name) ?? NotSet;
            await new AuditStore(runner.Database).AddAsync(new(by.Actor, "setting.changed", name, Shown(settings.Before), Shown(settings.After), by.At), cancellationToken);
        }
    }
}
