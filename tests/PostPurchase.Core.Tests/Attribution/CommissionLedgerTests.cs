using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution;

public sealed class CommissionLedgerTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 2, 12, 0);
    private static readonly Currency Usd = Currency.Parse("USD");

    [Fact]
    public void A_pending_sale_holds_its_commission_and_its_sale() =>
        Assert.Equal("pending 8.00 USD, sale pending 100.00 USD", Text(CommissionLedger.Stand([Said(CommissionStatus.Pending)])));

    [Fact]
    public void Approval_takes_from_pending_what_it_gives_to_approved()
    {
        var pending = CommissionLedger.Stand([Said(CommissionStatus.Pending)]);

        var entries = CommissionLedger.Entries(CommissionLedger.Stand([Said(CommissionStatus.Pending), Said(CommissionStatus.Approved)]), pending.Amounts);

        Assert.Equal("pending -8.00 USD, approved 8.00 USD, sale pending -100.00 USD, sale approved 100.00 USD", Text(entries));
    }

    [Fact]
    public void What_is_there_already_makes_no_entry()
    {
        var standing = CommissionLedger.Stand([Said(CommissionStatus.Approved)]);

        Assert.Empty(CommissionLedger.Entries(standing, standing.Amounts));
    }

    [Fact]
    public void Parts_are_the_same_in_whatever_case_they_were_written() =>
        Assert.Equal("pending 8.00 USD, sale pending 100.00 USD", Text(CommissionLedger.Stand([Said(CommissionStatus.Pending, part: "SALE"), Said(CommissionStatus.Pending, part: "Sale")])));

    [Fact]
    public void A_reversal_that_says_nothing_reverses_what_was_said_before()
    {
        var standing = CommissionLedger.Stand([Said(CommissionStatus.Approved), Said(CommissionStatus.Reversed, commission: 0m)]);

        Assert.Equal((CommissionStatus.Reversed, "reversed 8.00 USD, sale reversed 100.00 USD"), (standing.Status, Text(standing)));
        Assert.Empty(standing.Counted(EntryKind.Commission));
    }

    [Fact]
    public void An_old_undated_word_that_comes_late_changes_nothing() =>
        Assert.Equal("approved 8.00 USD, sale approved 100.00 USD", Text(CommissionLedger.Stand([Said(CommissionStatus.Approved), Said(CommissionStatus.Pending, after: 60)])));

    [Fact]
    public void A_dated_word_holds_over_those_before_it_even_when_it_steps_back() =>
        Assert.Equal(
            "pending 6.00 USD, sale pending 100.00 USD",
            Text(CommissionLedger.Stand([Said(CommissionStatus.Approved), Said(CommissionStatus.Pending, commission: 6m, after: 60, asOf: Noon + Duration.FromMinutes(60))])));

    [Fact]
    public void A_postback_after_the_last_reading_holds_where_it_is_further_on() =>
        Assert.Equal(
            "approved 8.00 USD, sale approved 100.00 USD",
            Text(CommissionLedger.Stand([Said(CommissionStatus.Pending, asOf: Noon), Said(CommissionStatus.Approved, after: 5)])));

    [Fact]
    public void A_correcting_record_takes_back_and_counts_as_reversed()
    {
        var standing = CommissionLedger.Stand([Said(CommissionStatus.Approved, part: "1"), Said(CommissionStatus.Approved, commission: -3m, sale: -40m, part: "2")]);

        Assert.Equal("approved 5.00 USD, reversed 3.00 USD, sale approved 60.00 USD, sale reversed 40.00 USD", Text(standing));
    }

    [Fact]
    public void A_correction_of_the_whole_makes_the_conversion_reversed()
    {
        var standing = CommissionLedger.Stand([Said(CommissionStatus.Pending, part: "1"), Said(CommissionStatus.Approved, commission: -8m, sale: -100m, part: "2")]);

        Assert.Equal((CommissionStatus.Reversed, "reversed 8.00 USD, sale reversed 100.00 USD"), (standing.Status, Text(standing)));
    }

    [Fact]
    public void A_correction_of_more_than_the_sale_brought_is_below_zero_and_the_sale_is_gone()
    {
        var standing = CommissionLedger.Stand([Said(CommissionStatus.Approved, part: "1"), Said(CommissionStatus.Approved, commission: -12m, sale: -100m, part: "2")]);

        Assert.Equal((CommissionStatus.Reversed, "approved -4.00 USD, reversed 12.00 USD, sale reversed 100.00 USD"), (standing.Status, Text(standing)));
    }

    [Fact]
    public void What_a_status_cannot_bear_is_taken_where_something_is_left()
    {
        var standing = CommissionLedger.Stand(
            [Said(CommissionStatus.Pending, sale: 0m, part: "1"), Said(CommissionStatus.Approved, commission: 3m, sale: 0m, part: "2"), Said(CommissionStatus.Approved, commission: -10m, sale: 0m, part: "3")]);

        Assert.Equal((CommissionStatus.Approved, "approved 1.00 USD, reversed 10.00 USD"), (standing.Status, Text(standing)));
    }

    [Fact]
    public void A_sale_of_parts_is_as_far_as_the_least_far_of_them_that_is_left()
    {
        HeardReport[] parts = [Said(CommissionStatus.Pending, commission: 2m, part: "1"), Said(CommissionStatus.Approved, part: "2"), Said(CommissionStatus.Reversed, commission: 20m, part: "3")];

        Assert.Equal(CommissionStatus.Pending, CommissionLedger.Stand(parts).Status);
        Assert.Equal(CommissionStatus.Approved, CommissionLedger.Stand(parts[1..]).Status);
    }

    [Fact]
    public void A_correction_takes_from_what_still_counts_and_not_from_what_is_gone()
    {
        var gone = Said(CommissionStatus.Reversed, sale: 0m, part: "1");
        var correction = Said(CommissionStatus.Approved, commission: -2m, sale: 0m, part: "3");

        Assert.Equal("reversed 8.00 USD", Text(CommissionLedger.Stand([gone, correction])));
        Assert.Equal("approved 1.00 USD, reversed 10.00 USD", Text(CommissionLedger.Stand([gone, Said(CommissionStatus.Approved, commission: 3m, sale: 0m, part: "2"), correction])));
    }

    [Fact]
    public void What_a_network_reverses_by_a_negative_amount_is_that_amount() =>
        Assert.Equal("reversed 8.00 USD, sale reversed 100.00 USD", Text(CommissionLedger.Stand([Said(CommissionStatus.Approved), Said(CommissionStatus.Reversed, commission: -8m, sale: -100m)])));

    [Fact]
    public void A_correction_waits_with_the_sale_that_is_set_aside()
    {
        var (sale, correction) = (Said(CommissionStatus.Approved), Said(CommissionStatus.Approved, commission: -3m, part: "2"));

        Assert.Empty(CommissionLedger.Counting([correction], isSomeSetAside: true));
        Assert.Equal([correction], CommissionLedger.Counting([correction], isSomeSetAside: false));
        Assert.Equal([sale, correction], CommissionLedger.Counting([sale, correction], isSomeSetAside: true));
    }

    [Fact]
    public void A_delta_adds_to_what_was_said_before_it_and_not_to_what_was_read_after_it()
    {
        var delta = Said(CommissionStatus.Approved, commission: -2m, sale: 0m, asOf: Noon + Duration.FromMinutes(10), isDelta: true);
        var before = Said(CommissionStatus.Approved, asOf: Noon);
        var after = Said(CommissionStatus.Approved, commission: 6m, asOf: Noon + Duration.FromMinutes(20));

        Assert.Equal(6m, CommissionLedger.Stand([before, delta]).Counted(EntryKind.Commission).Single().Amount);
        Assert.Equal(6m, CommissionLedger.Stand([before, delta, after]).Counted(EntryKind.Commission).Single().Amount);
    }

    [Fact]
    public void A_word_that_nobody_knows_is_shown_and_counts_nowhere()
    {
        var standing = CommissionLedger.Stand([Said(CommissionStatus.Other)]);

        Assert.Equal((CommissionStatus.Other, 0), (standing.Status, standing.Counted(EntryKind.Commission).Count));
    }

    [Fact]
    public void Another_currency_is_another_amount() =>
        Assert.Equal(
            "approved 3.00 EUR, approved 8.00 USD, sale approved 200.00 USD",
            Text(CommissionLedger.Stand([Said(CommissionStatus.Approved, part: "1"), Said(CommissionStatus.Approved, commission: 3m, part: "2", currency: "EUR")])));

    /// <summary>Whatever the order, and however often each comes, the sum of the entries is the standing of all that was said.</summary>
    [Fact]
    public void The_sum_of_the_entries_does_not_depend_on_the_order()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var said = Enumerable.Range(0, random.Next(1, 7)).Select(i => Any(random, i)).ToList();
            var expected = Text(CommissionLedger.Stand(said));
            for (var turn = 0; turn < 4; turn++)
            {
                var arriving = said.Concat(said.Where(_ => random.Next(2) == 0)).OrderBy(_ => random.Next()).ToList();
                Assert.Equal(expected, Text(Ledger(arriving)));
            }
        }
    }

    [Fact]
    public void A_sale_is_tagged_with_a_status_that_holds_something_of_it_whatever_the_order()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var said = Enumerable.Range(0, random.Next(1, 7)).Select(i => Any(random, i)).ToList();

            var standing = CommissionLedger.Stand(said);

            var commission = standing.Amounts.Where(entry => entry.Kind == EntryKind.Commission).ToList();
            Assert.True(standing.Amounts.Count == 0 || standing.Amounts.Any(entry => entry.Status == standing.Status), $"seed {seed}: {standing.Status} holds nothing of {Text(standing)}");
            if (commission.Count > 0) Assert.Equal(commission.Exists(entry => entry.Status.Counts() && entry.Amount.Minor > 0), standing.Status!.Value.Counts());
            for (var turn = 0; turn < 4; turn++) Assert.Equal(standing.Status, CommissionLedger.Stand([.. said.OrderBy(_ => random.Next())]).Status);
        }
    }

    private static List<CommissionEntry> Ledger(IEnumerable<HeardReport> arriving)
    {
        var (known, ledger) = (new Dictionary<string, HeardReport>(), new List<CommissionEntry>());
        foreach (var heard in arriving)
        {
            known.TryAdd(heard.Report.Fingerprint + heard.Report.AsOf, heard);
            ledger.AddRange(CommissionLedger.Entries(CommissionLedger.Stand([.. known.Values]), ledger));
        }
        return [.. CommissionLedger.Entries(new(null, ledger), [])];
    }

    private static HeardReport Any(Random random, int index) => Said(
        (CommissionStatus)random.Next(1, 6),
        commission: random.Next(-200, 2_000) / 100m,
        sale: random.Next(0, 9_000) / 100m,
        after: index,
        asOf: random.Next(3) == 0 ? Noon + Duration.FromMinutes(random.Next(10)) : null,
        part: random.Next(3) == 0 ? "2" : "",
        isDelta: random.Next(5) == 0,
        currency: random.Next(6) == 0 ? "EUR" : "USD");

    private static HeardReport Said(
        CommissionStatus status, decimal commission = 8m, decimal sale = 100m, int after = 0, Instant? asOf = null, string part = "", bool isDelta = false, string currency = "USD") => new(
        new()
        {
            Network = "impact",
            ConversionId = "7",
            Part = part,
            Status = status,
            Commission = Money.TryFromAmount(commission, Currency.Parse(currency), out var earned) ? earned : null,
            Sale = Money.TryFromAmount(sale, Usd, out var sold) ? sold : null,
            IsDelta = isDelta,
            AsOf = asOf,
        },
        Noon + Duration.FromMinutes(after));

    private static string Text(ConversionStanding standing) => Text(standing.Amounts);

    private static string Text(IEnumerable<CommissionEntry> entries) => string.Join(
        ", ",
        entries.OrderBy(entry => entry.Kind).ThenBy(entry => entry.Status).ThenBy(entry => entry.Amount.Currency.Code)
            .Select(entry => $"{(entry.Kind == EntryKind.Sale ? "sale " : "")}{entry.Status.Word()} {entry.Amount} {entry.Amount.Currency.Code}"));
}
