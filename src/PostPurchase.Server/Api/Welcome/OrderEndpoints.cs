using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>A file of past orders: read and told about first, loaded at a word.</summary>
internal static class OrderEndpoints
{
    public const int MostBytes = 128 * 1024 * 1024;

    private const string CurrencySetting = "Store:Currency";
    private const string Kinds = "expected the orders export of Shopify, a CSV with the column order_id, a CSV of customers with the column email, or events, one JSON object a line";

    public static async Task<IResult> ReadAsync(HttpContext context, RunnerService runner, SettingsDesk desk, OrderJobs jobs, TimeProvider clock, CancellationToken cancellationToken, string? name = null, long? modified = null)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBytes;
        var (text, broken) = await TextAsync(context, cancellationToken);
        if (broken is { } line) return Answer.Error(422, string.Create(CultureInfo.InvariantCulture, $"line {line}: {FileText.NotUtf8}"));
        if (OrderFile.KindOf(text) is not { } kind) return Answer.Error(422, text.Length == 0 ? "the file is empty" : OrderFile.SemicolonsIn(text) ?? $"this is no file of orders that is known: {Kinds}");
        try
        {
            var reading = OrderFile.Read(text, kind, Written(modified, clock.Now()), clock.Now());
            if (jobs.Hold(name ?? "orders", kind, reading) is not { } job) return Answer.Error(409, "another file or store is being read: wait until that is done");
            (job.CurrencyBefore, job.CurrencyTaken) = (CurrencyOf(runner), CurrencyToTake(reading, runner, desk));
            return TypedResults.Json(OrderJobAnswer.Of(job), WelcomeJson.Default.OrderJobAnswer);
        }
        catch (FormatException problem)
        {
            return Answer.Error(422, problem.Message);
        }
    }

    public static async Task<IResult> LoadAsync(HttpContext context, RunnerService runner, SettingsDesk desk, OrderJobs jobs, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Claimed first: while the currency is saved nobody else loads the file, or puts another one in its place.
        if (jobs.Claim() is not { } job) return Answer.Error(409, "no file waits to be loaded: choose one");
        var isLoading = false;
        try
        {
            var problems = await TakeCurrencyAsync(job, runner, desk, (context.Caller().Name, clock.Now()), cancellationToken);
            if (problems.Count > 0) return Answer.Settings(409, [.. problems.Select(SettingProblem.Of)]);
            jobs.Load(job, context.Caller().Name);
            isLoading = true;
            return TypedResults.Json(OrderJobAnswer.Of(job), WelcomeJson.Default.OrderJobAnswer, statusCode: 202);
        }
        finally
        {
            if (!isLoading) jobs.GiveBack(job);
        }
    }

    public static IResult Show(OrderJobs jobs) => jobs.Last is { } job ? TypedResults.Json(OrderJobAnswer.Of(job), WelcomeJson.Default.OrderJobAnswer) : TypedResults.NoContent();

    // What a file says of consent is as old as the file. A clock that goes fast must not make it newer than now.
    private static Instant Written(long? modified, Instant now) => modified is > 0 and < 4_000_000_000_000 ? Instant.Min(now, Instant.FromUnixTimeMilliseconds(modified.Value)) : now;

    // UTF-16 says so with its first two bytes; without such a mark only UTF-8 is what it seems.
    private static async Task<(string Text, int? BadLine)> TextAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, MostBytes));
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (bytes.Span is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])) return FileText.BadLine(bytes.Span) is { } line ? ("", line) : (FileText.Of(bytes.Span), null);
        body.Position = 0;
        using var reader = new StreamReader(body, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return (await reader.ReadToEndAsync(cancellationToken), null);
    }

    // Sums are kept in the shop's currency: before the first order, that of the orders is surely meant.
    private static string? CurrencyToTake(OrderReading reading, RunnerService runner, SettingsDesk desk) =>
        OrderJobAnswer.CurrenciesOf(reading.Events) is [var first, ..] && first.Currency != CurrencyOf(runner) && OrderCount.Of(runner.Database) == 0 && !desk.IsSetOutside(CurrencySetting) ? first.Currency : null;

    // Whoever chose another one since the file was read knows better. Gives why it cannot be saved.
    private static async Task<IReadOnlyList<string>> TakeCurrencyAsync(OrderJob job, RunnerService runner, SettingsDesk desk, (string, Instant) by, CancellationToken cancellationToken)
    {
        var taken = job.CurrencyBefore == CurrencyOf(runner) ? CurrencyToTake(job.Reading!, runner, desk) : null;
        if (taken is not null && await desk.SaveAsync(new Dictionary<string, string?> { [CurrencySetting] = taken }, by, cancellationToken) is { Count: > 0 } problems) return problems;
        job.CurrencyTaken = taken;
        return [];
    }

    private static string CurrencyOf(RunnerService runner) => runner.Settings.Store.Profile.Currency.Code;
}
