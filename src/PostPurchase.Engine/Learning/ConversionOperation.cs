using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>What happens with one conversion inside one write.</summary>
internal sealed class ConversionOperation(Session session, IdSource ids, ConversionRules rules, IntakeRules intake, Instant now)
{
    /// <summary>Key of the store that whoever reports names; null for that of the network.</summary>
    public string? Store { get; init; }

    /// <summary>The event that says it; null where a network or a person does.</summary>
    public SaleWord? Word { get; init; }

    private ConversionNews News => new(session, ids, rules, intake, now) { Word = Word };

    /// <summary>Stores a report and settles its conversion.</summary>
    public ConversionOutcome Take(ConversionReport report, ReportWay way)
    {
        var known = ConversionStore.Find(session, report) ?? Begin(report);
        var held = HeldBecause(known.Store, report);
        var isNew = session[ConversionSql.AddReport].With(known.Id).With(ids.Next(now)).With(known.Owner?.Value ?? 0).With(report.Fingerprint).With((long)way)
            .With(report.AsOf).With(now).With(held).With(StoredJson.Write(report, StoredJson.Default.ConversionReport)).Run() == 1;
        // Words without new money may still bring the token, or the date when it locks.
        var named = known is { Match: ConversionMatch.None, Document.Customer: null } ? Word?.Customer : null;
        if (!isNew && named is null && !HasNews(known, report)) return ConversionOutcome.Known;
        known = Described(known, report);
        if (named is { } customer) known = known with { Document = known.Document with { Customer = customer.Value } };
        var isChanged = known.Match == ConversionMatch.None && LinkOwner.Find(session, rules, known.Token) is { } link ? Give(known, link, ConversionMatch.Token) : Settle(known);
        return isNew && held is not null ? ConversionOutcome.Held : isChanged ? ConversionOutcome.Recorded : ConversionOutcome.Known;
    }

    /// <summary>Gives a conversion to the customer of a link, with its reports and its ledger; true where that also changed the ledger's sum.</summary>
    public bool Give(StoredConversion known, LinkOwner link, ConversionMatch match)
    {
        var free = FreeOfNamed(known, link.Send.Owner);
        var given = free with
        {
            Owner = link.Send.Owner,
            Store = link.Send.Store,
            Match = match,
            Send = link.Send.Id,
            Slot = link.Slot,
            Offer = link.Offer,
            Program = link.Program,
            Journey = link.Send.Journey,
            Step = link.Send.Step.Length == 0 ? null : link.Send.Step,
        };
        var owner = link.Send.Owner.Value;
        session[ConversionSql.OwnKey].With(owner).With(known.Network).With(known.KeyId).Run();
        session[ConversionSql.OwnReports].With(owner).With(known.Id).Run();
        session[ConversionSql.OwnEntries].With(owner).With(known.Id).Run();
        return Settle(given);
    }

    /// <summary>
    /// Makes a conversion nobody's again. The ledger gets what takes it from its customer and what keeps it as unmatched, so that its sum stays; the purchase
    /// becomes a refund, and a later match makes another one.
    /// </summary>
    public void TakeBack(StoredConversion known)
    {
        var owner = known.Owner!.Value.Value;
        var standing = StandingOf(ConversionStore.Reports(session, known.Id));
        foreach (var entry in CommissionLedger.Entries(standing, []))
        {
            AddEntry(known.Id, entry with { Amount = entry.Amount * -1 }, owner, 0);
            AddEntry(known.Id, entry, 0, 0);
        }

        session[ConversionSql.OwnKey].With(0L).With(known.Network).With(known.KeyId).Run();
        session[ConversionSql.OwnReports].With(0L).With(known.Id).Run();
        News.TakeBack(known, standing);
        Save(known with
        {
            Owner = null,
            Store = rules.StoreOf(known.Network),
            Match = ConversionMatch.None,
            Send = null,
            Slot = null,
            Offer = null,
            Program = null,
            Journey = null,
            Step = null,
            Purchase = null,
            Document = known.Document with { TakenBack = known.Document.TakenBack + 1 },
        });
    }

    /// <summary>Brings the ledger where the reports say, and tells journeys; true where that took entries.</summary>
    public bool Settle(StoredConversion known)
    {
        var reports = ConversionStore.Reports(session, known.Id);
        var free = reports.FindAll(report => report.Held is null);
        var standing = StandingOf(reports);
        var entries = CommissionLedger.Entries(standing, ConversionStore.Entries(session, known.Id).Select(stored => stored.Entry));
        var because = free.Count == 0 ? 0 : free.Max(report => report.Id);
        foreach (var entry in entries) AddEntry(known.Id, entry, known.Owner?.Value ?? 0, because);

        var settled = known with { Status = standing.Status, HeldCount = reports.Count - free.Count };
        // A sale without an amount has no entries: it is reversed all the same.
        if (settled.Buyer is not null && standing.Status is not (null or CommissionStatus.Other))
            settled = News.Tell(settled, standing, entries.Count > 0 || standing.Status != known.Status);
        Save(settled);
        return entries.Count > 0;
    }

    // Whom an event named before the mail was known: where the mail is another's, the sale never was theirs.
    private StoredConversion FreeOfNamed(StoredConversion known, CustomerId owner)
    {
        if (known.Document.Customer is not { } named) return known;
        var free = known with { Document = known.Document with { Customer = null } };
        if (known.Purchase is null || RootOf(named) == RootOf(owner.Value)) return free;
        News.TakeBack(known, StandingOf(ConversionStore.Reports(session, known.Id)));
        return free with { Purchase = null, Document = free.Document with { TakenBack = known.Document.TakenBack + 1 } };
    }

    private long RootOf(long owner) => CustomerStore.Find(session, owner)?.Owner.Value ?? owner;

    private static ConversionStanding StandingOf(List<StoredReport> reports) => CommissionLedger.Stand(CommissionLedger.Counting(
        [.. reports.Where(report => report.Held is null).Select(report => report.Heard)], reports.Exists(report => report.Held is not null)));

    private void AddEntry(long conversion, CommissionEntry entry, long owner, long because) =>
        session[ConversionSql.AddEntry].With(conversion).With(ids.Next(now)).With(owner).With((long)entry.Kind).With((long)entry.Status)
            .With(entry.Amount.Currency.Code).With(entry.Amount.Minor).With(now).With(because).Run();

    private StoredConversion Begin(ConversionReport report)
    {
        var begun = new StoredConversion
        {
            Id = ids.Next(now),
            Store = Store ?? rules.StoreOf(report.Network),
            Network = report.Network,
            ExternalId = report.ConversionId,
            Token = report.Token,
            OccurredAt = report.OccurredAt ?? report.AsOf ?? now,
            SeenAt = now,
            Document = new() { Scope = report.Scope, KeyScope = report.Scope },
        };
        session[ConversionSql.AddKey].With(begun.Network).With(begun.KeyId).With(0L).With(begun.Id).Run();
        Bind(session[ConversionSql.Insert].With(begun.Id).With(0L).With(session.Names.Id(NameKind.Store, begun.Store)).With(begun.Network).With(begun.ExternalId), begun, withSeen: true).Run();
        return begun;
    }

    private string? HeldBecause(string store, ConversionReport report)
    {
        if (report.Commission is not { } commission) return null;
        var value = rules.InStore(store, commission, report.OccurredAt ?? now) ?? commission;
        return Math.Abs(value.Amount) > rules.Cap ? $"its commission of {commission} {commission.Currency.Code} is over the cap of {rules.Cap:0.##}" : null;
    }

    private static bool HasNews(StoredConversion known, ConversionReport report) =>
        (known.Match == ConversionMatch.None && report.Token is { } token && token != known.Token) || (known.Document.Scope is null && report.Scope is not null) || (report.LocksAt is { } locks && locks != known.LocksAt);

    private static StoredConversion Described(StoredConversion known, ConversionReport report) => known with
    {
        Token = known.Match == ConversionMatch.None ? report.Token ?? known.Token : known.Token,
        OccurredAt = report.OccurredAt is { } at && (at < known.OccurredAt || known.OccurredAt == known.SeenAt) ? at : known.OccurredAt,
        ClickedAt = known.ClickedAt ?? report.ClickedAt,
        LocksAt = report.LocksAt ?? known.LocksAt,
        Document = known.Document with
        {
            Scope = known.Document.Scope ?? report.Scope,
            Merchant = report.Merchant ?? known.Document.Merchant,
            Order = report.Order ?? known.Document.Order,
            StatusWord = report.StatusWord ?? known.Document.StatusWord,
            Reason = report.Reason ?? known.Document.Reason,
            Lines = report.Lines.Count > 0 ? report.Lines : known.Document.Lines,
        },
    };

    private void Save(StoredConversion conversion) =>
        Bind(session[ConversionSql.Update].With(conversion.Owner?.Value ?? 0).With(session.Names.Id(NameKind.Store, conversion.Store)), conversion, withSeen: false)
            .With(conversion.Id).Run();

    private Statement Bind(Statement statement, StoredConversion conversion, bool withSeen)
    {
        statement
            .With(conversion.Token).With((long)conversion.Match).With((long)(conversion.Status ?? 0)).With(conversion.Send?.Value).With((long?)conversion.Slot)
            .With(conversion.Offer).With(conversion.Program).With(IdOf(NameKind.Journey, conversion.Journey)).With(IdOf(NameKind.Step, conversion.Step))
            .With(conversion.Purchase?.Value).With(conversion.OccurredAt).With(conversion.ClickedAt).With(conversion.LocksAt);
        if (withSeen) statement.With(conversion.SeenAt);
        return statement.With(conversion.HeldCount).With(StoredJson.Write(conversion.Document, StoredJson.Default.ConversionDocument));
    }

    private long? IdOf(NameKind kind, string? name) => name is null ? null : session.Names.Id(kind, name);
}
