using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Offers;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

/// <summary>What mails earned lately, and what waits for a person: the head of the first page.</summary>
internal static class AttentionEndpoint
{
    // A mail that waits for somebody's word is held without an instant at which it is looked at again.
    private static readonly Sql s_waiting = new("select count(*) from send where channel = 1 and state = 1 and due_at is null and reason like '%' || @word || '%'");
    private static readonly Sql s_held = new("select count(*) from conversion where held_count > 0");
    private static readonly Sql s_unmatched = new("select count(*) from conversion where match = 0");

    public static IResult Show(RunnerService runner, TimeProvider clock) => TypedResults.Json(Read(runner, clock), ReadJson.Default.Attention);

    private static Attention Read(RunnerService runner, TimeProvider clock)
    {
        var (earned, without, from, to) = EarningsEndpoint.Total(runner.Engine, clock.Now());
        var currency = runner.Stores.Of("default").Currency;
        MoneyAnswer Amount(long minor) => new(Form.Amount(minor, currency), currency.Code);
        var (parked, waiting, unmatched, held) = runner.Database.Read(session => (
            LedgerFigures.Parked(session).Sum(row => row.Count), session[s_waiting].With(Approvals.Waits).First(row => row.Long(0)), session[s_unmatched].First(row => row.Long(0)),
            session[s_held].First(row => row.Long(0))));
        var brakes = BrakeEndpoints.Incidents(runner);
        var servers = MailServers.Incidents(runner);
        var pools = runner.Engine.Coupons.Alarms(runner.Journeys.Current);
        var law = ComplianceFindings.OfLive(runner);
        var templates = TemplateProblems.OfLive(runner);
        var feeds = Offers.FeedEndpoints.Failing(runner);
        IEnumerable<AttentionItem> items =
        [
            new("mail_servers", servers.Count, servers.Count > 0 ? servers[0].Detail : null), new("parked", parked, null), new("approval", waiting, null), new("unmatched", unmatched, null), new("over_cap", held, null),
            new("law", law.Count, law.Count > 0 ? law[0].ToProblem().ToString() : null),
            new("templates", templates.Count, templates.Count > 0 ? $"{templates[0].Journey}/{templates[0].Step}: {templates[0].Problem}" : null),
            new("brakes", brakes.Count, brakes.Count > 0 ? brakes[0].What : null), new("coupons", pools.Count, pools.Count > 0 ? pools[0].Problem : null),
            new("feeds", feeds.Count, feeds.Count > 0 ? feeds[0] : null),
        ];
        return new(
            new(from, to, Math.Round(earned.Orders, 2), Amount(earned.Revenue), Amount(earned.Pending), Amount(earned.Approved), Amount(earned.Paid), Amount(earned.Reversed), [.. without.Commission.Select(Form.Money)]),
            [.. items.Where(item => item.Count > 0)]);
    }
}

/// <param name="Earned">Of the last thirty days.</param>
/// <param name="Waiting">What waits for a person; nothing with a count of 0.</param>
internal sealed record Attention(EarnedAnswer Earned, IReadOnlyList<AttentionItem> Waiting);

/// <param name="From">First day.</param>
/// <param name="To">The day after the last.</param>
/// <param name="Orders">Orders at the shop that a click of a person came before, by the usual model.</param>
/// <param name="Sales">What they are worth.</param>
/// <param name="Pending">Commission that may still be taken back.</param>
/// <param name="Approved">Commission that was agreed.</param>
/// <param name="Paid">Commission that was paid.</param>
/// <param name="Reversed">Commission that was taken back.</param>
/// <param name="Unmatched">Commission of sales of the same days that match no mail, in none of these sums: a sum for each currency.</param>
internal sealed record EarnedAnswer(
    string From, string To, double Orders, MoneyAnswer Sales, MoneyAnswer Pending, MoneyAnswer Approved, MoneyAnswer Paid, MoneyAnswer Reversed, IReadOnlyList<MoneyAnswer> Unmatched);

/// <param name="What">mail_servers, parked, approval, unmatched, over_cap, law, templates, brakes, coupons or feeds.</param>
/// <param name="Count">How many.</param>
/// <param name="Detail">The first of them in words, or null.</param>
internal sealed record AttentionItem(string What, long Count, string? Detail);
