using System.Net;
using System.Text;
using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Pulls;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>Against a stub that answers as the networks document it.</summary>
public sealed class NetworkPullTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();
    private readonly Stub _stub = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task Impact_is_asked_in_spans_of_45_days_and_page_by_page()
    {
        _stub.Answer = uri => uri.Query.Contains("Page=1", StringComparison.Ordinal) && uri.Query.Contains("StartDate=2025-11-18", StringComparison.Ordinal)
            ? Impact("1", "PENDING", pages: 2)
            : uri.Query.Contains("Page=2", StringComparison.Ordinal) ? Impact("2", "APPROVED", pages: 2) : """{"Actions":[],"@numpages":"0"}""";

        var outcome = await PullAsync("impact");

        Assert.Equal("2 rows read, 2 changed the ledger", outcome);
        Assert.Equal(
            ["?StartDate=2025-10-04T12:00:00Z&EndDate=2025-11-18T12:00:00Z&Page=1&PageSize=1000", "?StartDate=2025-11-18T12:00:00Z&EndDate=2026-01-02T12:00:00Z&Page=1&PageSize=1000", "?StartDate=2025-11-18T12:00:00Z&EndDate=2026-01-02T12:00:00Z&Page=2&PageSize=1000"],
            _stub.Asked.Select(asked => asked.Query).Where(query => query.StartsWith("?StartDate=", StringComparison.Ordinal)));
        Assert.Equal("Basic", _stub.Scheme);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_told_with_its_place_and_the_rest_is_taken()
    {
        _stub.AnswerBody = _ => Cj("12", complete: true).Replace("\"records\":[", "\"records\":[{\"commissionId\":\"11\",\"pubCommissionAmountUsd\":\"much\"},", StringComparison.Ordinal);

        var outcome = await PullAsync("cj");

        Assert.Contains("1 changed the ledger, ", outcome, StringComparison.Ordinal);
        Assert.Contains("could not be read (the first: data.publisherCommissions.records[0] pubcommissionamountusd 'much' is no amount such as 12.34)", outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_due_to_lock_is_read_again_by_its_locking_date()
    {
        _stub.Answer = _ => Impact("1", "PENDING");
        await PullAsync("impact");
        _stub.Asked.Clear();

        _stub.Answer = uri => uri.Query.Contains("LockingDateStart", StringComparison.Ordinal) ? Impact("1", "APPROVED") : """{"Actions":[],"@numpages":"0"}""";
        await PullAsync("impact", A.Noon + Duration.FromDays(60));

        Assert.Equal(CommissionStatus.Approved, Conversion("impact", "1").Status);
        Assert.Contains(_stub.Asked, asked => asked.Query.StartsWith("?LockingDateStart=2026-01-02T12:00:00Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Impact_is_asked_by_locking_date_also_while_no_pending_sale_names_one()
    {
        _stub.Answer = _ => OldImpact("PENDING");
        await PullAsync("impact");

        _stub.Answer = uri => uri.Query.Contains("LockingDateStart", StringComparison.Ordinal) ? OldImpact("REVERSED") : """{"Actions":[],"@numpages":"0"}""";
        await PullAsync("impact", A.Noon + Duration.FromHours(1));

        Assert.Equal(CommissionStatus.Reversed, Conversion("impact", "1").Status);
    }

    [Fact]
    public async Task A_sale_that_is_pending_for_over_13_months_is_no_longer_asked_for()
    {
        _stub.Answer = _ => """{"Actions":[],"@numpages":"0"}""";
        var intake = new ConversionIntake(_temporary.Database, ALink.Rules, A.NoJourneys);
        await intake.AcceptAsync([Pending("ancient", A.Noon - Duration.FromDays(401)), Pending("recent", A.Noon - Duration.FromDays(120))], ReportWay.Import, A.Noon);

        await PullAsync("impact");

        var oldest = _stub.Asked.Select(asked => asked.Query).Where(query => query.StartsWith("?StartDate=", StringComparison.Ordinal)).Min(StringComparer.Ordinal);
        Assert.Equal("?StartDate=2025-08-28T00:00:00Z&EndDate=2025-10-04T12:00:00Z&Page=1&PageSize=1000", oldest);
    }

    [Fact]
    public async Task Reading_again_overlaps_and_changes_nothing()
    {
        _stub.Answer = _ => Impact("1", "PENDING");
        await PullAsync("impact");
        _stub.Asked.Clear();

        var outcome = await PullAsync("impact", A.Noon + Duration.FromHours(1));

        Assert.Contains(" 0 changed the ledger", outcome, StringComparison.Ordinal);
        Assert.StartsWith("?StartDate=2025-11-18T12:00:00Z", _stub.Asked[0].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cj_goes_on_with_the_last_commission_until_the_payload_is_complete()
    {
        _stub.AnswerBody = body => body.Contains("sinceCommissionId: \\u002212\\u0022", StringComparison.Ordinal) || body.Contains("sinceCommissionId: \\\"12\\\"", StringComparison.Ordinal) ? Cj("13", complete: true) : Cj("12", complete: false);

        var outcome = await PullAsync("cj");

        Assert.Equal((CommissionStatus.Approved, CommissionStatus.Approved), (Conversion("cj", "A-12").Status!.Value, Conversion("cj", "A-13").Status!.Value));
        Assert.Contains("2 changed the ledger", outcome, StringComparison.Ordinal);
        Assert.Equal(6, _stub.Asked.Count);
    }

    [Fact]
    public async Task Cj_is_asked_again_for_the_days_on_which_what_is_pending_was_posted()
    {
        var pending = Cj("12", complete: true).Replace("\"LOCKED\"", "\"NEW\",\"eventDate\":\"2025-10-14T22:31:48Z\"", StringComparison.Ordinal);
        _stub.AnswerBody = _ => pending;
        await PullAsync("cj");

        _stub.AnswerBody = body => body.Contains("2025-10-07T00:00:00Z", StringComparison.Ordinal) && body.Contains("2025-11-07T00:00:00Z", StringComparison.Ordinal) ? Cj("12", complete: true) : "[]";
        await PullAsync("cj", A.Noon + Duration.FromHours(1));

        Assert.Equal(CommissionStatus.Approved, Conversion("cj", "A-12").Status);
    }

    [Fact]
    public async Task Awin_is_asked_by_transaction()
    {
        _stub.Answer = _ => Awin("approved", isPaid: true);

        await PullAsync("awin");

        Assert.Equal(CommissionStatus.Paid, Conversion("awin", "9").Status);
        Assert.Equal("?startDate=2025-10-04T12:00:00&endDate=2025-11-04T12:00:00&timezone=UTC&dateType=transaction", _stub.Asked[0].Query);
    }

    [Fact]
    public async Task Awin_is_asked_by_validation_for_what_was_decided_however_old_the_sale_is()
    {
        _stub.Answer = _ => Awin("pending");
        await PullAsync("awin");
        _stub.Asked.Clear();

        _stub.Answer = uri => uri.Query.EndsWith("validation", StringComparison.Ordinal) ? Awin("declined") : "[]";
        await PullAsync("awin", A.Noon + Duration.FromHours(1));

        Assert.Equal(CommissionStatus.Reversed, Conversion("awin", "9").Status);
        Assert.Equal(["2025-12-02T12:00:00", "2026-01-02T12:00:00"], StartsBy("validation"));
    }

    [Fact]
    public async Task What_was_decided_while_nothing_was_read_is_asked_for_without_a_gap()
    {
        _stub.Answer = _ => Awin("pending");
        await PullAsync("awin");
        _stub.Asked.Clear();

        await PullAsync("awin", A.Noon + Duration.FromDays(100));

        Assert.Equal(["2025-12-02T12:00:00", "2026-01-02T12:00:00", "2026-02-02T12:00:00", "2026-03-05T12:00:00", "2026-04-05T12:00:00"], StartsBy("validation"));
    }

    [Fact]
    public async Task The_days_of_what_is_pending_are_read_again_once_a_day()
    {
        _stub.Answer = _ => Awin("pending");
        await PullAsync("awin");
        await PullAsync("awin", A.Noon + Duration.FromHours(1));
        Assert.DoesNotContain("2025-10-26T00:00:00", StartsBy("transaction"));

        await PullAsync("awin", A.Noon + Duration.FromDays(1));

        Assert.Contains("2025-10-26T00:00:00", StartsBy("transaction"));
    }

    [Fact]
    public async Task A_sale_that_was_approved_and_is_declined_later_is_taken_back_while_nothing_is_pending()
    {
        _stub.Answer = _ => Awin("approved");
        await PullAsync("awin");

        _stub.Answer = uri => uri.Query.EndsWith("validation", StringComparison.Ordinal) ? Awin("declined") : "[]";
        await PullAsync("awin", A.Noon + Duration.FromHours(1));

        Assert.Equal(CommissionStatus.Reversed, Conversion("awin", "9").Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_days_of_approved_sales_are_read_again_once_a_day_until_they_are_paid(bool isPaid)
    {
        _stub.Answer = _ => Awin("approved", isPaid);
        await PullAsync("awin");
        await PullAsync("awin", A.Noon + Duration.FromHours(1));
        Assert.DoesNotContain("2025-10-26T00:00:00", StartsBy("transaction"));

        await PullAsync("awin", A.Noon + Duration.FromDays(1));

        Assert.Equal(!isPaid, StartsBy("transaction").Contains("2025-10-26T00:00:00"));
    }

    [Fact]
    public async Task A_refusal_is_told_without_secrets_and_read_again_from_the_same_place()
    {
        _stub.Status = HttpStatusCode.Unauthorized;

        var problem = await Assert.ThrowsAsync<NetworkPullException>(() => PullAsync("awin"));

        Assert.Equal("awin answered 401", problem.Message);
        _stub.Status = HttpStatusCode.OK;
        _stub.Answer = _ => "[]";
        await PullAsync("awin");
        Assert.Equal(_stub.Asked[0].Query, _stub.Asked[1].Query);
    }

    [Fact]
    public async Task What_a_network_answers_is_told_as_what_somebody_else_did_and_in_our_words()
    {
        _stub.Answer = _ => "<html>";

        var problem = await Assert.ThrowsAnyAsync<OutsideException>(() => PullAsync("awin"));

        Assert.Equal("awin answered no report: it is no sound JSON", problem.Message);
    }

    [Fact]
    public async Task A_question_that_graphql_does_not_understand_is_an_error()
    {
        _stub.AnswerBody = _ => """{"errors":[{"message":"Unknown field"}],"data":null}""";

        Assert.Equal("cj answered no report: Unknown field", (await Assert.ThrowsAsync<NetworkPullException>(() => PullAsync("cj"))).Message);
    }

    private static ConversionReport Pending(string id, Instant occurredAt) =>
        new() { Network = "impact", ConversionId = id, Status = CommissionStatus.Pending, Commission = A.Dollars(8m), OccurredAt = occurredAt };

    // Where the questions of one kind start.
    private IEnumerable<string> StartsBy(string dateType) =>
        _stub.Asked.Select(asked => asked.Query).Where(query => query.EndsWith($"dateType={dateType}", StringComparison.Ordinal))
            .Select(query => query["?startDate=".Length..query.IndexOf('&', StringComparison.Ordinal)]);

    private async Task<string> PullAsync(string network, Instant? now = null)
    {
        using var pull = new NetworkPull(_temporary.Database, new ConversionIntake(_temporary.Database, ALink.Rules, A.NoJourneys), new Forward(_stub));
        return await pull.RunAsync(new() { Name = network, Network = network, Currency = A.Usd, Account = "acc", Token = "secret" }, now ?? A.Noon, default);
    }

    private StoredConversion Conversion(string network, string id) => _temporary.Database.Read(session => ConversionStore.Find(session, network, id))!;

    private static string Impact(string id, string state, int pages = 1) =>
        $$"""{"Actions":[{"Id":"{{id}}","State":"{{state}}","Payout":"0.88","Amount":"21.99","Currency":"USD","EventDate":"2025-12-30T10:00:00Z","LockingDate":"2026-01-20T00:00:00Z"}],"@page":"1","@numpages":"{{pages}}"}""";

    // 70 days before noon, and without a locking date.
    private static string OldImpact(string state) =>
        $$"""{"Actions":[{"Id":"1","State":"{{state}}","Payout":"0.88","Amount":"21.99","Currency":"USD","EventDate":"2025-10-24T10:00:00Z"}],"@page":"1","@numpages":"1"}""";

    // 61 days before noon.
    private static string Awin(string status, bool isPaid = false) => $$"""
        [{"id":9,"commissionStatus":"{{status}}","saleAmount":{"amount":75.0,"currency":"GBP"},"commissionAmount":{"amount":6.0,"currency":"GBP"},
         "clickRefs":{"clickRef":"x"},"paidToPublisher":{{(isPaid ? "true" : "false")}},"transactionDate":"2025-11-02T12:30:00"}]
        """;

    private static string Cj(string id, bool complete) => $$"""
        {"data":{"publisherCommissions":{"count":1,"payloadComplete":{{(complete ? "true" : "false")}},"maxCommissionId":"{{id}}","records":[
         {"commissionId":"{{id}}","original":true,"originalActionId":"A-{{id}}","actionStatus":"LOCKED","pubCommissionAmountUsd":"7.781","saleAmountPubCurrency":"75.47","postingDate":"2025-12-30T22:31:48Z"}] } } }
        """;

    private sealed class Stub
    {
        public List<Uri> Asked { get; } = [];
        public string? Scheme { get; private set; }
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;
        public Func<Uri, string> Answer { get; set; } = _ => "[]";
        public Func<string, string>? AnswerBody { get; set; }

        public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!);
            Scheme = request.Headers.Authorization!.Scheme;
            var text = AnswerBody is { } answer ? answer(await request.Content!.ReadAsStringAsync(cancellationToken)) : Answer(request.RequestUri!);
            return new(Status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
        }
    }

    // A pull disposes of its handler; the stub outlives it.
    private sealed class Forward(Stub stub) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => stub.AnswerAsync(request, cancellationToken);
    }
}
