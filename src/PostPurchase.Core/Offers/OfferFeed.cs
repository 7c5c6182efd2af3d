using NodaTime;

namespace PostPurchase.Core.Offers;

/// <summary>What a feed is written in.</summary>
public enum FeedFormat
{
    /// <summary>Rows with a head row.</summary>
    Csv,

    /// <summary>Google Shopping XML, RSS 2.0 or Atom.</summary>
    Xml,

    /// <summary>A list, or an object with <c>products</c> or <c>items</c>.</summary>
    Json,
}

/// <summary>A product feed that is fetched again and again.</summary>
/// <param name="Name">What people call it; unique over all files.</param>
/// <param name="Url">Where it is; it may hold a key of a network, so that messages and logs say the name.</param>
/// <param name="Program">Key of the program whose products it holds.</param>
/// <param name="Store">Key of the store whose feed it is.</param>
/// <param name="Format">What it must be; null for whatever it starts like.</param>
/// <param name="Every">How long after one fetch the next one is due; <see cref="LeastEvery"/> at least.</param>
public sealed record OfferFeed(string Name, Uri Url, string Program, string Store, FeedFormat? Format, Duration Every)
{
    /// <summary>How often a feed is fetched that says nothing.</summary>
    public static Duration UsualEvery { get; } = Duration.FromHours(6);

    /// <summary>The least time between two fetches: feeds are somebody else's work.</summary>
    public static Duration LeastEvery { get; } = Duration.FromMinutes(15);
}
