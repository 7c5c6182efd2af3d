using System.Globalization;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Offers;

/// <summary>Coupon pools: what they have, and adding codes.</summary>
internal static class CouponEndpoints
{
    public static IResult List(RunnerService runner)
    {
        var desk = runner.Engine.Coupons;
        var alarms = desk.Alarms(runner.Journeys.Current).ToDictionary(alarm => alarm.Pool.Key, alarm => alarm.Problem, StringComparer.Ordinal);
        var locale = runner.Stores.Of("default").Locale;
        return TypedResults.Json(
            new Items<CouponRow>(
                [.. desk.Stocks().Select(pair => new CouponRow(
                    pair.Pool.Key, pair.Pool.Summary.For(locale), pair.Pool.SharedCode, pair.Pool.ValidFor?.ToString(), pair.Pool.Minimum is { } least ? $"{least} {least.Currency.Code}" : null, Form.Word(pair.Pool.IfExhausted),
                    pair.Pool.LowWater, pair.Stock.Free, pair.Stock.Given, pair.Stock.Redeemed, alarms.GetValueOrDefault(pair.Pool.Key)))],
                null),
            OfferJson.Default.ItemsCouponRow);
    }

    public static async Task<IResult> AddAsync(string pool, CodesRequest request, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (runner.Engine.Offers.Pools.FirstOrDefault(one => one.Key == pool) is not { } known) return Answer.Error(404, $"there is no coupon pool '{pool}'");
        if (!known.IsUnique) return Answer.Error(409, "this pool has one code for everybody");
        var added = await runner.Engine.Coupons.Store.AddAsync(pool, request.Codes, clock.Now(), cancellationToken);
        await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "coupons.added", pool, null, string.Create(CultureInfo.InvariantCulture, $"{added.Added} codes"), clock.Now()), cancellationToken);
        // What waited for codes is due now.
        runner.WakeUp();
        return TypedResults.Json(new CodesAnswer(added.Added, added.Known, [.. added.Refused.Select(row => new BadRow(row.Line, row.Reason))]), OfferJson.Default.CodesAnswer);
    }

    /// <summary>Pools that live journeys need and that run out, for the health page.</summary>
    public static IEnumerable<Incident> Incidents(RunnerService runner, string at) => runner.Engine.Coupons.Alarms(runner.Journeys.Current).Select(alarm => new Incident(at, alarm.Problem, null));
}
