using PostPurchase.Core.Attribution;
using PostPurchase.Core.Compliance;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>What became of making a mail.</summary>
internal abstract record Composition
{
    private Composition() { }

    /// <summary>It can leave.</summary>
    internal sealed record Ready(ComposedMail Mail) : Composition;

    /// <summary>The step says that it is not sent in this case.</summary>
    internal sealed record Skipped(string Reason) : Composition;

    /// <summary>It cannot be made: the reason names file, line and column. A person decides.</summary>
    internal sealed record Failed(string Reason) : Composition;
}

/// <summary>A rendered mail.</summary>
internal sealed record ComposedMail
{
    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>The preview line, or null.</summary>
    public string? Preheader { get; init; }

    /// <summary>The HTML part, or null.</summary>
    public string? Html { get; init; }

    /// <summary>The text part; null makes it from the HTML.</summary>
    public string? Text { get; init; }

    /// <summary>What it is with the offers that it shows.</summary>
    public required ContentKind Kind { get; init; }

    /// <summary>What it was made from and where its links lead.</summary>
    public required SendTargets Targets { get; init; }

    /// <summary>The texts that it was made of.</summary>
    public required TemplateVersion Version { get; init; }

    /// <summary>The addresses that every mail has.</summary>
    public required MailLinks Links { get; init; }

    /// <summary>The offers that the template got.</summary>
    public IReadOnlyList<OfferCard> Offers { get; init; } = [];

    /// <summary>The links of partners that it writes out, one of each program; those of offers are not among them.</summary>
    public IReadOnlyCollection<WrittenLink> Written { get; init; } = [];

    /// <summary>Why these offers and not others; null for a mail without offers.</summary>
    public SendPicks? Picks { get; init; }

    /// <summary>What the ledger says of the promotional part of a transactional mail; null where there is nothing to say.</summary>
    public string? Note { get; init; }

    /// <summary>Values that were missing and rendered empty, as <c>file(line,column) : error : message</c>; at most 50.</summary>
    public IReadOnlyList<string> Misses { get; init; } = [];
}
