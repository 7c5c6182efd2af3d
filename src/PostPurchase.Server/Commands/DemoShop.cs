using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Commands;

/// <summary>The sample shop of <c>samples/demo</c>: its settings, files and events, moved to the days before today.</summary>
internal sealed partial class DemoShop
{
    private const string History = "history.jsonl";
    private const string Weeks = "events.jsonl";
    private const string Pictures = "https://lantern.example/img/";

    private static readonly Instant s_written = Instant.FromUtc(2026, 1, 5, 0, 0);

    private readonly Shell _shell;
    private readonly string _url;
    private readonly string _folder;

    /// <exception cref="CommandException">The samples are not below the shell's folder.</exception>
    public DemoShop(Shell shell, string url)
    {
        (_shell, _url, _folder) = (shell, url, shell.PathOf("samples/demo"));
        if (!Directory.Exists(_folder)) throw CommandException.Failed($"{_folder} is missing: start the demo in the project's own folder");
    }

    /// <summary>Settings as the environment gives them.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["PostPurchase__Store__Name"] = "Lantern Coffee",
        ["PostPurchase__Store__FromName"] = "Lantern Coffee",
        ["PostPurchase__Store__FromAddress"] = "hello@lantern.example",
        ["PostPurchase__Store__PostalAddress"] = "Lantern Coffee, Speicherweg 4, 20457 Hamburg",
        ["PostPurchase__Store__BaseUrl"] = _url,
        ["PostPurchase__Store__Url"] = "https://lantern.example",
        ["PostPurchase__Store__TimeZone"] = "Europe/Berlin",
        ["PostPurchase__Store__Currency"] = "EUR",
        ["PostPurchase__Store__Locale"] = "en-GB",
        ["PostPurchase__Store__Brand__Color"] = "#7a3b12",
        ["PostPurchase__Store__Brand__SupportEmail"] = "help@lantern.example",
        ["PostPurchase__Store__Brand__SignedBy"] = "Mara",
        ["PostPurchase__Security__OpenOnLoopback"] = "true",
    };

    /// <summary>The journeys with the shop's own offers, moved as its events are and copied below <paramref name="folder"/>; the path of the copy.</summary>
    public string CopyWorkflows(string folder, Instant from)
    {
        var (shipped, to) = (_shell.PathOf("workflows"), Path.Combine(folder, "workflows"));
        if (!Directory.Exists(shipped)) throw CommandException.Failed($"{shipped} is missing: start the demo in the project's own folder");
        foreach (var path in Directory.EnumerateFiles(shipped, "*.yaml", SearchOption.AllDirectories)) Copy(path, Path.Combine(to, Path.GetRelativePath(shipped, path)));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(_folder, "offers"), "*.yaml")) Copy(path, Path.Combine(to, "offers", Path.GetFileName(path)), text => Moved(text, FirstDay(from) - s_written));
        return to;
    }

    /// <summary>The templates with what the shop teaches about its products, copied below <paramref name="folder"/> so that what is edited in the app goes with the demo; the path of the copy.</summary>
    public string CopyTemplates(string folder)
    {
        var (from, to) = (_shell.PathOf("templates"), Path.Combine(folder, "templates"));
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) Copy(path, Path.Combine(to, Path.GetRelativePath(from, path)));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(_folder, "templates"))) Copy(path, Path.Combine(to, Path.GetFileName(path)));
        return to;
    }

    /// <summary>History and events, moved so that the four weeks start at <paramref name="from"/>.</summary>
    public IReadOnlyList<StoreEvent> Events(Instant from) =>
        [.. Read(History).Concat(Read(Weeks)).Select(fact => Moved(fact, FirstDay(from) - s_written))];

    /// <summary>The first midnight (UTC) after an instant: the first day of the four weeks.</summary>
    public static Instant FirstDay(Instant from) => s_written + Duration.FromDays(Math.Floor((from - s_written).TotalDays) + 1);

    /// <summary>The path of a product's picture; null where there is none of that name.</summary>
    public string? Picture(string name)
    {
        var path = Path.Combine(_folder, "images", Path.GetFileName(name));
        return File.Exists(path) ? path : null;
    }

    /// <summary>How its people behave.</summary>
    public DemoHabits Habits => DemoHabits.Read(Path.Combine(_folder, "people.json"));

    /// <summary>A line of each product, by its id, as the sample's orders have it.</summary>
    public IReadOnlyDictionary<string, LineFacts> Products => Read(History).Concat(Read(Weeks))
        .Select(fact => fact.Body).OfType<EventBody.PurchaseChanged>().SelectMany(body => body.Purchase.Lines)
        .Where(line => line.ProductId is not null && line.UnitPrice is not null)
        .GroupBy(line => line.ProductId!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private List<StoreEvent> Read(string file)
    {
        var path = Path.Combine(_folder, file);
        var events = new List<StoreEvent>();
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            var text = line.Replace(Pictures, $"{_url}/demo/img/", StringComparison.Ordinal);
            events.Add(CanonicalEvents.Read(Encoding.UTF8.GetBytes(text)) is EventReading.Sound { Event: var fact } ? fact : throw CommandException.Failed($"{path}: a line is no event"));
        }

        return events;
    }

    private void Copy(string from, string to, Func<string, string>? change = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        // The shipped journeys are drafts, so that connecting a store mails nobody; here they run.
        var text = File.ReadAllText(from).Replace(Pictures, $"{_url}/demo/img/", StringComparison.Ordinal);
        text = text.Replace("\nstatus: draft", "\nstatus: live", StringComparison.Ordinal).Replace("team@your-shop.example", "team@lantern.example", StringComparison.Ordinal);
        File.WriteAllText(to, change is null ? text : change(text));
    }

    // What is new in the sample is new in the weeks that are played.
    private static string Moved(string offers, Duration by) => FromRegex().Replace(offers, from =>
        LocalDatePattern.Iso.Format(LocalDatePattern.Iso.Parse(from.Value).Value.PlusDays((int)by.TotalDays)));

    [GeneratedRegex(@"(?<=\bfrom: )\d{4}-\d{2}-\d{2}")]
    private static partial Regex FromRegex();

    private static StoreEvent Moved(StoreEvent fact, Duration by) => fact with
    {
        OccurredAt = fact.OccurredAt + by,
        Body = fact.Body switch
        {
            EventBody.PurchaseChanged body => new EventBody.PurchaseChanged(body.Purchase with { UpdatedAt = body.Purchase.UpdatedAt + by }),
            EventBody.Shipped body => new EventBody.Shipped(Moved(body.Shipment, by)),
            EventBody.Delivered body => new EventBody.Delivered(Moved(body.Shipment, by)),
            var body => body,
        },
    };

    private static ShipmentFacts Moved(ShipmentFacts parcel, Duration by) => parcel with { Eta = parcel.Eta?.PlusDays((int)by.TotalDays) };
}
