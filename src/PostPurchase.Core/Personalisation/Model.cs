using System.Collections.Frozen;
using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>Everything that one model is built from; what is null is null in the model.</summary>
public sealed record ModelSources
{
    /// <summary>The instant of the evaluation.</summary>
    public required Instant Now { get; init; }

    /// <summary>Zone in which dates are shown and days counted.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The store.</summary>
    public required StoreProfile Store { get; init; }

    /// <summary>The customer.</summary>
    public required CustomerView Customer { get; init; }

    /// <summary>The run's purchase.</summary>
    public Purchase? Purchase { get; init; }

    /// <summary>The run's line.</summary>
    public LineView? Line { get; init; }

    /// <summary>The event that is decided about; for a run the event that started it.</summary>
    public EventView? Event { get; init; }

    /// <summary>The newest parcel of the purchase.</summary>
    public ShipmentFacts? Shipment { get; init; }

    /// <summary>The cart.</summary>
    public CartFacts? Cart { get; init; }

    /// <summary>Journey, step and run.</summary>
    public RunView? Run { get; init; }

    /// <summary>The offers that were picked.</summary>
    public IReadOnlyList<OfferCard> Offers { get; init; } = [];

    /// <summary>The slots' rendered texts.</summary>
    public IReadOnlyDictionary<string, string> Slots { get; init; } = new Dictionary<string, string>();

    /// <summary>The code.</summary>
    public CouponCode? Coupon { get; init; }

    /// <summary>The addresses that every mail has.</summary>
    public MailLinks? Links { get; init; }
}

/// <summary>The model that conditions and templates read: its fields, and its building.</summary>
public static class Model
{
    private static readonly IReadOnlyList<Root> Roots =
    [
        Root.Of("customer", false, CustomerModel.Object, sources => sources.Customer, "The customer."),
        Root.Of("purchase", true, PurchaseModel.Object, sources => sources.Purchase, "The run's purchase."),
        Root.Of("line", true, PurchaseModel.Line, sources => sources.Line, "The run's line, with per: line."),
        Root.Of("event", true, EventModel.Object, sources => sources.Event, "The event that is decided about; for a run the one that started it."),
        Root.Of("shipment", true, EventModel.Shipment, sources => sources.Shipment?.With(sources.Purchase?.Facts.Lines ?? []), "The newest parcel of the purchase."),
        Root.Of("cart", true, EventModel.Cart, sources => sources.Cart, "The cart."),
        Root.Of("store", false, MailModel.Store, sources => sources.Store, "The store."),
        new(new("offers", FieldType.List, false, "The offers that were picked for this mail.") { Fields = MailModel.Offer.Fields }, (sources, context) => MailModel.Offer.BuildList(sources.Offers, context)),
        new(new("slots", FieldType.Free, false, "The slots' texts."), (sources, _) => SlotValues(sources.Slots)),
        Root.Of("coupon", true, MailModel.Coupon, sources => sources.Coupon, "The code of this mail."),
        Root.Of("links", true, MailModel.Links, sources => sources.Links, "The addresses that every mail has."),
        Root.Of("journey", true, MailModel.Journey, sources => sources.Run, "The journey."),
        Root.Of("step", true, MailModel.Step, sources => sources.Run, "The step."),
        Root.Of("run", true, MailModel.Run, sources => sources.Run, "The run."),
    ];

    private static readonly ObjectShape Shape = new(Roots.Select(root => root.Field.Name).ToArray());
    private static readonly FrozenDictionary<string, int> Index = Roots.Select((root, at) => (root.Field.Name, at)).ToFrozenDictionary(pair => pair.Name, pair => pair.at);

    /// <summary>Every field that can be read, in order.</summary>
    public static IReadOnlyList<ModelField> Fields { get; } = Roots.Select(root => root.Field).ToList();

    /// <summary>Builds the model.</summary>
    /// <param name="sources">What it is built from.</param>
    /// <param name="wanted">Names of the roots that are read; the others stay null. Null = all.</param>
    public static ValueObject Build(ModelSources sources, IReadOnlySet<string>? wanted = null)
    {
        var context = new ModelContext(sources.Now, sources.Zone, sources.Store.Currency);
        var values = new Value[Roots.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (wanted is null || wanted.Contains(Roots[i].Field.Name)) values[i] = Roots[i].Read(sources, context);
        }

        return Shape.Create(values);
    }

    /// <summary>The places of the roots that a text may read: those that it names.</summary>
    internal static IReadOnlyList<int> RootsIn(string text) => [.. Enumerable.Range(0, Roots.Count).Where(at => text.Contains(Roots[at].Field.Name, StringComparison.Ordinal))];

    /// <summary>
    /// A model with these roots alone, for expressions: what was built for the expressions before it stands in <paramref name="built"/>, which has a place for each
    /// root, and is used again. Frozen, since it is shared.
    /// </summary>
    internal static ValueObject Build(ModelSources sources, IReadOnlyList<int> wanted, Value?[] built)
    {
        var values = new Value[Roots.Count];
        foreach (var at in wanted) values[at] = built[at] ??= Frozen(Roots[at].ReadFew(sources, new ModelContext(sources.Now, sources.Zone, sources.Store.Currency)));
        return Shape.Create(values);
    }

    /// <summary>How many roots there are.</summary>
    internal static int RootCount => Roots.Count;

    /// <summary>Whether there is a root of that name.</summary>
    public static bool HasRoot(string name) => Index.ContainsKey(name);

    private static Value Frozen(Value value)
    {
        if (value.Kind == ValueKind.Object) value.AsObject().Freeze();
        else if (value.Kind == ValueKind.Array) value.AsArray().Freeze();
        return value;
    }

    private static Value SlotValues(IReadOnlyDictionary<string, string> slots)
    {
        var values = new ValueObject();
        foreach (var (name, text) in slots) values.Set(name, Value.From(text));
        return Value.From(values.Freeze());
    }

    private sealed record Root(ModelField Field, Func<ModelSources, ModelContext, Value> Read)
    {
        /// <summary>The same for who asks for few of its fields.</summary>
        public Func<ModelSources, ModelContext, Value> ReadFew { get; init; } = Read;

        public static Root Of<T>(string name, bool optional, ModelObject<T> fields, Func<ModelSources, T?> read, string summary)
            where T : class =>
            new(
                new(name, FieldType.Group, optional, summary) { Fields = fields.Fields },
                (sources, context) => read(sources) is { } source ? fields.Build(source, context) : Value.Null)
            {
                ReadFew = (sources, context) => read(sources) is { } source ? fields.BuildUnread(source, context) : Value.Null,
            };
    }
}
