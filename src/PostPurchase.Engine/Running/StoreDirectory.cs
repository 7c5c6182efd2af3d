using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Running;

/// <summary>The stores of this installation, and what holds for all of them.</summary>
public sealed record StoreDirectory
{
    /// <summary>Profiles by key; <c>default</c> is always there.</summary>
    public required IReadOnlyDictionary<string, StoreProfile> Stores { get; init; }

    /// <summary>Which silence means yes where.</summary>
    public ConsentRules ConsentRules { get; init; } = ConsentRules.Default;

    /// <summary>How long one unit of a consumable lasts, by product; empty until a catalogue says so.</summary>
    public IReadOnlyDictionary<string, Duration> Cycles { get; init; } = new Dictionary<string, Duration>();

    /// <summary>Share of customers, 0..1, who get no marketing of any journey, to measure what all of it brings.</summary>
    public double GlobalHoldoutRate { get; init; }

    /// <summary>Whether a customer gets no marketing of a journey, by its own holdout or by the one of all journeys.</summary>
    public bool IsHeldOut(JourneyPlan plan, CustomerId owner) =>
        Holdout.Contains(plan.Key, owner.Value, plan.HoldoutRate) || Holdout.ContainsGlobally(owner.Value, GlobalHoldoutRate);

    /// <summary>The profile of a store; a store that is not configured looks like the default one.</summary>
    public StoreProfile Of(string key) => Stores.TryGetValue(key, out var store) ? store : Stores["default"] with { Key = key };

    /// <summary>How long one unit of a line's product lasts, or null where it is no consumable.</summary>
    public Duration? CycleOf(string store, LineFacts line) =>
        (line.ProductId is { } product && Cycles.TryGetValue($"{store}/{product}", out var byProduct)) || (line.Sku is { } sku && Cycles.TryGetValue($"{store}/{sku}", out byProduct))
            ? byProduct
            : null;
}
