using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Learning;

/// <summary>One account at an affiliate network.</summary>
internal sealed record NetworkSettings
{
    /// <summary>Name in the settings and in the address of its postbacks.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it stands in the settings; if not, only its network is known.</summary>
    public bool IsSet { get; init; } = true;

    /// <summary>Which network it is: <c>impact</c>, <c>cj</c>, <c>awin</c> ...</summary>
    public required string Network { get; init; }

    /// <summary>The last part of the address of its postbacks, or null where it sends none.</summary>
    public string? Secret { get; init; }

    /// <summary>The key with which ClickBank encrypts what it sends: the account's own secret key; null where it is not set.</summary>
    public string? NoticeKey { get; init; }

    /// <summary>Key of the store that its conversions belong to while nobody is known.</summary>
    public string Store { get; init; } = "default";

    /// <summary>The currency of rows that name none.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The owner's names of fields, for postbacks whose macros they wrote.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Where its API is; null for the network's own address.</summary>
    public Uri? ApiUrl { get; init; }

    /// <summary>The account's id there (Impact's account SID, CJ's or Awin's publisher id), or null where its API is not read.</summary>
    public string? Account { get; init; }

    /// <summary>The token of its API, or null.</summary>
    public string? Token { get; init; }

    /// <summary>Reads its rows.</summary>
    public ReportReader Reader()
    {
        var dialect = NetworkDialects.Find(Network, Fields);
        return new(dialect.HasIdsOfAccount && IsSet ? dialect with { Account = Name.ToLowerInvariant() } : dialect, Currency);
    }
}

/// <summary>What is set about commission.</summary>
internal sealed record CommissionSettings
{
    /// <summary>The accounts, by name.</summary>
    public IReadOnlyDictionary<string, NetworkSettings> Networks { get; init; } = new Dictionary<string, NetworkSettings>();

    /// <summary>Commission of one conversion over this, in the store's currency, is set aside. Major units.</summary>
    public decimal Cap { get; init; } = 1_000;

    /// <summary>The network of an account that has a name of its own, and what its ids are unique within; null where no account is called so.</summary>
    public (string Network, string? Scope)? AccountOf(string name) =>
        Networks.GetValueOrDefault(name) is { } account && account.Network != name ? (account.Network, account.Reader().Dialect.Account) : null;
}
