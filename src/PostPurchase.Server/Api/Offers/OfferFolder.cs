using System.Text;
using System.Text.RegularExpressions;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Offers;

/// <summary>The folder <c>workflows/offers</c>: names, texts, what is wrong with one beside the others, and writing. One change at a time; a reader never sees half a file.</summary>
internal sealed partial class OfferFolder(RunnerService runner, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public string Path => OfferFileEndpoints.FolderOf(runner.Folders);

    /// <summary>Names of the files, in order.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(Path) ? [.. Directory.GetFiles(Path, "*.yaml").Select(path => System.IO.Path.GetFileName(path)!).Order(StringComparer.Ordinal)] : [];

    /// <summary>Small letters, digits and hyphens: nothing that leads out of the folder.</summary>
    public static bool IsName(string name) => NameRegex().IsMatch(name);

    /// <summary>The text of a file, or null where there is none.</summary>
    public string? Read(string name) => IsName(name) && File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)) : null;

    /// <summary>A text as the file of that name, with its own problems and, before it is saved, those beside the other files and feeds that the settings forbid.</summary>
    public OfferFileAnswer Of(string name, string text, bool isBesideOthers = false)
    {
        var reading = OfferFile.Read(name, text);
        var problems = isBesideOthers ? reading.Problems.Concat(Twice(name, reading)).Concat(Closed(name, reading)) : reading.Problems;
        return new(name, text, SeenText.HashOf(text), [.. problems.Select(ProblemAnswer.Of)]);
    }

    /// <summary>Why the pools and choices that a change takes away have to stay, or null: a step of a journey in force names one.</summary>
    public string? WhyNeeded(string name, string? before, string after)
    {
        if (before is null) return null;
        var (old, kept) = (OfferFile.Read(name, before), OfferFile.Read(name, after));
        var pools = old.Pools.Select(pool => pool.Key).Except(kept.Pools.Select(pool => pool.Key)).ToHashSet(StringComparer.Ordinal);
        var rules = old.Rules.Select(rule => $"rule:{rule.Name}").Except(kept.Rules.Select(rule => $"rule:{rule.Name}")).ToHashSet(StringComparer.Ordinal);
        foreach (var plan in runner.Journeys.Current.Current)
        {
            foreach (var content in plan.Steps.OfType<Step.Email>().Select(step => step.Content))
            {
                if (content.Coupon is { } pool && pools.Contains(pool)) return $"the journey {plan.Name} gives away codes of the pool `{pool}`: change it there first";
                if (content.Offers?.Pick is { } pick && rules.Contains(pick)) return $"the journey {plan.Name} shows the choice `{pick}`: change it there first";
            }
        }

        return null;
    }

    /// <summary>Runs a change of the folder alone.</summary>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Writes a file whole, or takes it away where the text is null, and puts the folder in force; inside <see cref="ChangeAsync"/>.</summary>
    /// <returns>Why it could not be written, or null.</returns>
    public async Task<string?> WriteAsync(string name, string? text, CancellationToken cancellationToken)
    {
        var before = ProgramOf(name, Read(name));
        try
        {
            Directory.CreateDirectory(Path);
            if (text is null) File.Delete(PathOf(name));
            else await WholeFile.WriteAsync(PathOf(name), Encoding.UTF8.GetBytes(text), cancellationToken);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            return $"the folder {Path} cannot be written by this server: {(text is null ? "take the file away yourself" : "put the text into the file yourself, it is taken up within seconds")}";
        }

        // A file that is broken or lost forbids as before; who takes a program out here means it.
        if (before is not null && before != ProgramOf(name, text)) runner.Engine.Offers.ForgetTerms(before);
        await runner.Engine.ReloadAsync(clock.Now(), cancellationToken);
        return null;
    }

    public void Dispose() => _turn.Dispose();

    // The first file keeps what two files name, so that the second would be passed over in silence.
    private IEnumerable<Problem> Twice(string name, OfferReading reading)
    {
        var others = Names.Where(other => other != name).Select(other => (File: other, Reading: OfferFile.Read(other, Read(other) ?? ""))).ToList();
        if (reading.Program is { IsOwn: false } program && others.Find(other => other.Reading.Program?.Key == program.Key) is { File: { } taken })
            yield return new(name, 1, 1, true, ProblemCode.Duplicate, $"the program `{program.Key}` is in {taken} already") { Path = "program" };
        var ids = others.SelectMany(other => other.Reading.Offers.Select(offer => (offer.Id, other.File))).DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.File);
        for (var index = 0; index < reading.Offers.Count; index++)
        {
            if (ids.TryGetValue(reading.Offers[index].Id, out var file)) yield return new(name, 1, 1, true, ProblemCode.Duplicate, $"the offer `{reading.Offers[index].Id}` is in {file} already") { Path = $"offers[{index}].id" };
        }
    }

    // Better said while somebody looks at it than at each fetch.
    private IEnumerable<Problem> Closed(string name, OfferReading reading)
    {
        for (var index = 0; index < reading.Feeds.Count; index++)
        {
            if (AddressGuard.WhyClosed(reading.Feeds[index].Url, runner.Settings.Webhooks.AllowPrivate) is { } why)
                yield return new(name, 1, 1, true, ProblemCode.BadValue, $"the feed `{reading.Feeds[index].Name}` cannot be fetched: {why}") { Path = $"feeds[{index}].url" };
        }
    }

    private static string? ProgramOf(string name, string? text) => text is null ? null : OfferFile.Read(name, text).Terms?.Program.Key;

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}\\.yaml$", RegexOptions.CultureInvariant)]
    private static partial Regex NameRegex();
}
