using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>Who is erased stays in every sum, on both sides of every rate.</summary>
public sealed class ErasedFiguresTests : IAsyncLifetime
{
    private static string Yaml => ATest.By("metric: click");

    private JourneyRunner _runner = null!;
    private LearningJob _job = null!;

    private readonly StoreDirectory _stores = new() { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Currency = A.Usd } } };

    public async Task InitializeAsync()
    {
        _runner = await JourneyRunner.WithAsync(Yaml);
        _job = LearningJob.With(_runner.Database, _stores, new RateBook("no-folder", _stores));
        foreach (var who in (string[])["jane", "karl", "lisa"]) await _runner.HappensAsync(A.Order(A.Purchase(who), A.Customer($"{who}@example.com")));
        await _runner.Database.WriteAsync(
            session =>
            {
                session.Execute($"insert into feedback (owner, send_id, kind, reason, domain, status, action, words, reported_at) select owner, id, 3, 'complaint_abuse', 'example.com', '5.7.1', 0, 'jane does not want this', {(_runner.Now + Duration.FromHours(1)).ToUnixTimeMilliseconds()} from send order by owner limit 1");
                session.Execute("update send set address = (select email from customer where customer.owner = send.owner)");
                DayCounts.Write(session, _stores);
                return 0;
            },
            default);
        await _job.CatchUpWhollyAsync(_runner.Now);
    }

    public async Task DisposeAsync() => await _runner.DisposeAsync();

    [Fact]
    public async Task Mails_and_what_came_back_of_them_leave_a_domain_together_and_stay_in_the_sum()
    {
        var before = Domains();
        await EraseAsync();
        var after = Domains();
        await _runner.Database.WriteAsync(
            session =>
            {
                DayCounts.Write(session, _stores);
                return 0;
            },
            default);

        Assert.Equal([("example.com", 3L, 1L, 1L)], before);
        Assert.Equal([("example.com", 2L, 0L, 0L), ("-", 1L, 1L, 1L)], after);
        Assert.Equal(after, Domains());
    }

    [Fact]
    public async Task A_domain_that_nobody_is_in_any_more_is_not_kept()
    {
        foreach (var owner in _runner.Sent.Select(mail => mail.Owner).Distinct().ToList()) await new CustomerErasure(_runner.Database).EraseAsync(owner, "ann", _runner.Now);

        Assert.Equal([("-", 3L, 1L, 1L)], Domains());
    }

    [Fact]
    public async Task The_complaints_of_an_experiment_stay_as_they_were()
    {
        var before = Figure(TallyKind.ArmComplaint);
        await EraseAsync();
        await _job.CatchUpWhollyAsync(_runner.Now + Duration.FromDays(1));

        Assert.Equal((3L, 1L), before);
        Assert.Equal(before, Figure(TallyKind.ArmComplaint));
    }

    [Theory]
    [InlineData(TallyKind.ArmClick)]
    [InlineData(TallyKind.RepeatClick)]
    public async Task Who_clicked_and_who_could_have_stay_in_the_click_rates(TallyKind kind)
    {
        await _runner.DaysPassAsync(1);
        await _runner.ClicksAsync("suggest");
        await _job.CatchUpWhollyAsync(_runner.Now);
        var before = Figure(kind);

        foreach (var mail in (SentMail[])[_runner.Sent[0], _runner.Sent[^1]]) await new CustomerErasure(_runner.Database).EraseAsync(mail.Owner, "ann", _runner.Now);
        await _job.CatchUpWhollyAsync(_runner.Now + Duration.FromDays(1));

        Assert.Equal((3L, 1L), before);
        Assert.Equal(before, Figure(kind));
    }

    [Fact]
    public async Task Who_had_refused_to_be_tracked_is_in_no_click_rate_after_their_erasure_either()
    {
        await _runner.HappensAsync(A.Event(new EventBody.Custom("refused"), A.Customer("jane@example.com") with { Consent = new(null, null, false) }));
        await _job.CatchUpWhollyAsync(_runner.Now);
        var before = Figure(TallyKind.ArmClick);

        await EraseAsync();
        await _job.CatchUpWhollyAsync(_runner.Now + Duration.FromDays(1));

        Assert.Equal((2L, 0L), before);
        Assert.Equal(before, Figure(TallyKind.ArmClick));
    }

    private Task<IReadOnlyList<SendId>?> EraseAsync() => new CustomerErasure(_runner.Database).EraseAsync(_runner.Sent[0].Owner, "ann", _runner.Now);

    private List<(string, long, long, long)> Domains()
    {
        var today = _runner.Now.InUtc().Date;
        return [.. _job.Reports.Deliverability(new(today, today)).Domains.Select(row => (row.Domain, row.Accepted, row.Complaints, row.ComplaintsReported))];
    }

    // Customers and total over all arms or numbers of orders.
    private (long, long) Figure(TallyKind kind) => _runner.Database.Read(session =>
    {
        var rows = TallyStore.Read(session, kind).ToList();
        return (rows.Sum(row => row.Sum.Customers), rows.Sum(row => row.Sum.Total));
    });
}
