using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

/// <summary>What mails earned, for the API and the command.</summary>
internal static class EarningsEndpoint
{
    private const int UsualDays = 30;
    private const int PageSize = 50;

    public static IReadOnlyList<string> Dimensions { get; } = [.. Enum.GetValues<EarningsBy>().Select(by => Form.Word(by))];

    public static IReadOnlyList<string> Figures { get; } = [.. Enum.GetValues<EarningsFigure>().Select(figure => Form.Word(figure))];

    public static IReadOnlyList<string> Models { get; } = [.. Enum.GetValues<AttributionModel>().Select(model => Form.Word(model))];

    public static IResult Show(
        RunnerService runner, TimeProvider clock, string? by = null, string? model = null, string? from = null, string? to = null, double? window_days = null, string? store = null)
    {
        try
        {
            return TypedResults.Json(Read(runner.Engine, new(by, model, from, to, window_days, store), clock.Now()), EarningsJson.Default.EarningsAnswer);
        }
        catch (EarningsWishException wish)
        {
            return Answer.Error(400, wish.Message, wish.Field);
        }
    }

    public static IResult Csv(
        RunnerService runner, TimeProvider clock, string? by = null, string? model = null, string? from = null, string? to = null, double? window_days = null, string? store = null)
    {
        try
        {
            var answer = Read(runner.Engine, new(by, model, from, to, window_days, store), clock.Now());
            // A spreadsheet takes a file for UTF-8 by its mark; RFC 4180 ends lines with CR LF.
            var text = "\uFEFF" + string.Concat(EarningsCsv.Lines(answer).Select(line => line + "\r\n"));
            return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", $"earnings-by-{answer.By}.csv");
        }
        catch (EarningsWishException wish)
        {
            return Answer.Error(400, wish.Message, wish.Field);
        }
    }

    /// <summary>What one figure of one row is made of, the newest first.</summary>
    public static IResult Rows(RunnerService runner, TimeProvider clock, [AsParameters] EarningsRowsQuery query)
    {
        try
        {
            return TypedResults.Json(Behind(runner, query, clock.Now()), EarningsJson.Default.ItemsEarningsPartRow);
        }
        catch (EarningsWishException wish)
        {
            return Answer.Error(400, wish.Message, wish.Field);
        }
    }

    /// <summary>The report.</summary>
    /// <exception cref="EarningsWishException">A word of the wish is wrong.</exception>
    public static EarningsAnswer Read(PostPurchaseEngine engine, EarningsWish wish, Instant now)
    {
        var (asked, dimension, profile) = Question(engine, wish, now);
        var found = Store(engine).Read(asked.Question, dimension);
        return new(
            Form.Word(dimension), Form.Word(asked.Question.Model), asked.Question.Window.TotalDays, LocalDatePattern.Iso.Format(asked.From), LocalDatePattern.Iso.Format(asked.To), profile.Currency.Code,
            [.. Earnings.By(dimension, found.Facts, profile.Currency).Select(Row)], found.Unmatched.Count,
            [.. found.Unmatched.Commission.Select(Form.Money)], [.. found.Unconverted.Select(Form.Money)]);
    }

    private static Items<EarningsPartRow> Behind(RunnerService runner, EarningsRowsQuery query, Instant now)
    {
        if (string.IsNullOrEmpty(query.Figure)) throw new EarningsWishException("figure", "'figure' is missing");
        var (asked, dimension, profile) = Question(runner.Engine, new(query.By, query.Model, query.From, query.To, query.WindowDays, query.Store), now);
        var figure = Word<EarningsFigure>(query.Figure, "figure", Figures);
        if (string.IsNullOrEmpty(query.Key)) throw new EarningsWishException("key", "expected the key of a row of this report");
        if (!int.TryParse(string.IsNullOrEmpty(query.After) ? "0" : query.After, NumberStyles.None, CultureInfo.InvariantCulture, out var after)) throw new EarningsWishException("after", Cursors.Expected);
        var facts = Store(runner.Engine).Behind(asked.Question, (dimension, query.Key), figure);
        var page = facts.Skip(after).Take(PageSize).ToList();
        var rows = runner.Database.Read(session => page.ConvertAll(fact => EarningsPartRow.Of(session, fact, figure, profile.Currency)));
        return new(rows, after + page.Count < facts.Count ? (after + page.Count).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static ((EarningsQuestion Question, LocalDate From, LocalDate To) Asked, EarningsBy By, StoreProfile Store) Question(PostPurchaseEngine engine, EarningsWish wish, Instant now)
    {
        if (!string.IsNullOrEmpty(wish.Store) && !engine.Stores.Stores.ContainsKey(wish.Store)) throw new EarningsWishException("store", ReportEndpoints.NoStore(engine.Stores, wish.Store));
        var profile = engine.Stores.Of(string.IsNullOrEmpty(wish.Store) ? "default" : wish.Store);
        var dimension = Word<EarningsBy>(wish.By ?? "step", "by", Dimensions);
        var model = Word<AttributionModel>(wish.Model ?? "last_click", "model", Models);
        var today = now.InZone(profile.TimeZone).Date;
        var to = Day(wish.To, "to") ?? today.PlusDays(1);
        var from = Day(wish.From, "from") ?? to.PlusDays(-UsualDays);
        if (to <= from) throw new EarningsWishException("from", "expected a day before `to`");
        var days = wish.WindowDays ?? ClickAttribution.UsualWindow.TotalDays;
        if (days is not (> 0 and <= 90)) throw new EarningsWishException("window_days", "expected more than 0 and at most 90 days");
        return ((new(profile.Key, profile.TimeZone.AtStartOfDay(from).ToInstant(), profile.TimeZone.AtStartOfDay(to).ToInstant(), model, Duration.FromDays(days)), from, to), dimension, profile);
    }

    private static EarningsStore Store(PostPurchaseEngine engine) => new(engine.Database, engine.Rates.InStore, id => engine.Offers.Offers.FirstOrDefault(offer => offer.Id == id)?.Program.Key);

    /// <summary>All that mails of the default store earned in the usual time, not how many they are, by the usual model, in its currency, what matches none, and the first day and the day after the last.</summary>
    public static (EarningsFigures Figures, UnmatchedEarnings Unmatched, string From, string To) Total(PostPurchaseEngine engine, Instant now)
    {
        var profile = engine.Stores.Of("default");
        var to = now.InZone(profile.TimeZone).Date.PlusDays(1);
        var from = to.PlusDays(-UsualDays);
        var question = new EarningsQuestion(profile.Key, profile.TimeZone.AtStartOfDay(from).ToInstant(), profile.TimeZone.AtStartOfDay(to).ToInstant(), AttributionModel.LastClick, ClickAttribution.UsualWindow);
        var found = Store(engine).ReadEarned(question);
        return (found.Facts.Aggregate(default(EarningsFigures), (sum, fact) => sum + fact.Figures), found.Unmatched, LocalDatePattern.Iso.Format(from), LocalDatePattern.Iso.Format(to));
    }

    private static EarningsRowAnswer Row(EarningsRow row)
    {
        var (figures, currency) = (row.Figures, row.Currency);
        string Amount(long minor) => Form.Amount(minor, currency);
        return new(
            row.Key, figures.Sends, figures.Clicks, figures.Conversions, Amount(figures.Sale), Amount(figures.Pending), Amount(figures.Approved), Amount(figures.Reversed), Amount(figures.Paid),
            Amount(figures.Commission), Rate(row.EarningsPerClick), Rate(row.PerThousandSends), Math.Round(figures.Orders, 4), Amount(figures.Revenue));
    }

    private static string? Rate(decimal? rate) => rate?.ToString("0.00##", CultureInfo.InvariantCulture);

    private static T Word<T>(string word, string field, IReadOnlyList<string> words)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Form.Word(value!.Value) == word) ?? throw new EarningsWishException(field, $"'{word}': expected {string.Join(", ", words)}");

    private static LocalDate? Day(string? text, string field) =>
        string.IsNullOrEmpty(text) ? null
        : LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1970 and <= 2200 } day } ? day
        : throw new EarningsWishException(field, $"'{text}': expected a day such as 2026-01-31, from 1970 to 2200");
}

/// <summary>What somebody wants to see; null = the usual.</summary>
internal sealed record EarningsWish(string? By, string? Model, string? From, string? To, double? WindowDays, string? Store);

/// <summary>A word of a wish is wrong; the message says what is expected.</summary>
internal sealed class EarningsWishException(string word, string message) : Exception(message)
{
    /// <summary>Which.</summary>
    public string Field => word;
}
