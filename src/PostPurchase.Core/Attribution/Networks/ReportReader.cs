using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution.Networks;

/// <summary>What came of reading one row.</summary>
public abstract record ReportReading
{
    private ReportReading()
    {
    }

    /// <summary>It says this.</summary>
    public sealed record Sound(ConversionReport Report) : ReportReading;

    /// <summary>It says nothing of money.</summary>
    public sealed record Ignored(string Reason) : ReportReading;

    /// <summary>It cannot be read: the field, and what is wrong with it.</summary>
    public sealed record Bad(string Field, string Message) : ReportReading;
}

/// <summary>Reads what networks send, row by row: postbacks, report files, answers of their APIs. Never throws for what a row can contain.</summary>
/// <param name="dialect">The network's names and words.</param>
/// <param name="usual">The currency of rows that name none.</param>
public sealed class ReportReader(NetworkDialect dialect, Currency usual)
{
    /// <summary>The dialect it reads by.</summary>
    public NetworkDialect Dialect => dialect;

    /// <summary>Reads one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="asOf">When it was read, where it is the network's present state; null for what may be old.</param>
    public ReportReading Read(ReportRow row, Instant? asOf = null)
    {
        if (row.First(dialect.Id)?.Value is not { } id)
            return dialect.Id.Contains(NaturalKeys.Field) ? new ReportReading.Bad(dialect.Natural[1][0], "or the date is missing: a row is known by them") : new ReportReading.Bad(dialect.Id[0], "is missing: a conversion needs the network's id");
        if (id.Length > 200) return new ReportReading.Bad(dialect.Id[0], "is longer than 200 characters");
        if (id.Contains(ReportText.Unreadable, StringComparison.Ordinal)) return new ReportReading.Bad(dialect.Id[0], "holds a character that is in no text");
        var word = row.First(dialect.Status)?.Value;
        if (word is not null && dialect.Ignored.Contains(Upper(word))) return new ReportReading.Ignored($"{word} says nothing of money");
        var currencies = new RowCurrencies(dialect, row, usual);
        if (currencies.Problem is { } unknown) return unknown;
        if (currencies.Amount(dialect.Commission, out var commission) is { } badCommission) return badCommission;
        if (currencies.Amount(dialect.Sale, out var sale) is { } badSale) return badSale;
        var isDelta = commission is null && row.First(dialect.CommissionDelta) is not null;
        if (isDelta && (currencies.Amount(dialect.CommissionDelta, out commission) ?? currencies.Amount(dialect.SaleDelta, out sale)) is { } badDelta) return badDelta;
        if (commission is null && sale is null && word is null) return new ReportReading.Bad(dialect.Commission[0], "is missing: neither an amount nor a status is there");
        if (word is not null && dialect.Corrections.Contains(Upper(word))) (commission, sale) = (Negative(commission), Negative(sale));
        var dates = new Dictionary<string, Instant?>();
        foreach (var names in new[] { dialect.OccurredAt, dialect.ClickedAt, dialect.LocksAt, dialect.AsOf })
        {
            var said = row.First(names);
            if (said is { } date && !ReportDates.TryRead(date.Value, dialect.HasUsDates, out _)) return new ReportReading.Bad(date.Name, $"'{Short(date.Value)}' {ReportDates.Expected}");
            dates[names[0]] = said is { } known && ReportDates.TryRead(known.Value, dialect.HasUsDates, out var at) ? at : null;
        }

        return new ReportReading.Sound(new()
        {
            Network = dialect.Network,
            ConversionId = id,
            Scope = dialect.Account ?? (row.First(dialect.NaturalUnless) is null ? Short(row.First(dialect.Within)?.Value) : null),
            Part = Upper(row.First(dialect.Part)?.Value ?? ""),
            Token = Token(row),
            Status = StatusOf(row, word, commission),
            Commission = commission,
            Sale = sale,
            IsDelta = isDelta,
            // What is added was said once, whenever it is read: by that it would be added again.
            AsOf = dates[dialect.AsOf[0]] ?? (isDelta ? null : asOf),
            OccurredAt = dates[dialect.OccurredAt[0]],
            ClickedAt = dates[dialect.ClickedAt[0]],
            LocksAt = dates[dialect.LocksAt[0]],
            Merchant = Short(row.First(dialect.Merchant)?.Value),
            Order = Short(row.First(dialect.Order)?.Value),
            StatusWord = Short(word),
            Reason = Short(row.First(dialect.Reason)?.Value),
            Lines = [.. row.Items.Select((item, index) => ItemLines.Read(item, index + 1, currencies))],
        });
    }

    private CommissionStatus StatusOf(ReportRow row, string? word, Money? commission)
    {
        if (word is not null && dialect.Corrections.Contains(Upper(word))) return CommissionStatus.Approved;
        var status = word is null ? dialect.WithoutStatus
            : dialect.Settled.Contains(Upper(word)) ? (commission is { Minor: 0 } ? CommissionStatus.Reversed : CommissionStatus.Approved)
            : dialect.Statuses.TryGetValue(Upper(word), out var known) ? known
            : CommissionStatus.Other;
        if (IsSet(row, dialect.Voided)) return CommissionStatus.Reversed;
        if (status == CommissionStatus.Pending && IsSet(row, dialect.Agreed)) status = CommissionStatus.Approved;
        // Awin leaves `approved` when it has paid.
        return IsSet(row, dialect.Paid) && status is CommissionStatus.Approved or CommissionStatus.Paid ? CommissionStatus.Paid : status;
    }

    private static bool IsSet(ReportRow row, IReadOnlyList<string> names) =>
        row.First(names)?.Value is { } said && !said.Equals("false", StringComparison.OrdinalIgnoreCase) && !said.Equals("no", StringComparison.OrdinalIgnoreCase) && said is not "0";

    // A network may give several sub-ids back: one that can be a token of ours goes first.
    private string? Token(ReportRow row)
    {
        string? first = null;
        foreach (var name in dialect.Token)
        {
            if (row.Text(name) is not { } value) continue;
            if (value.Length == LinkToken.Length && value.All(char.IsAsciiLetterOrDigit)) return value.ToLowerInvariant();
            first ??= value;
        }

        return Short(first);
    }

    private static Money? Negative(Money? money) => money is { Minor: > 0 } positive ? positive * -1 : money;

    private static string Upper(string word) => word.ToUpperInvariant();

    private static string? Short(string? text) => text is { Length: > 200 } ? text[..200] : text;
}
