using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>What the shop is and who its mail is from, as far as the app may change it.</summary>
internal static class StoreSettingsEndpoints
{
    public static IResult Show(RunnerService runner, SettingsDesk desk) => TypedResults.Json(Of(runner, desk), WelcomeJson.Default.StoreSettingsAnswer);

    public static async Task<IResult> SaveAsync(StoreSettingsBody body, HttpContext context, RunnerService runner, SettingsDesk desk, TimeProvider clock, CancellationToken cancellationToken)
    {
        var changes = Changes(body);
        if (desk.WhyLocked(changes.Keys) is { } locked) return Answer.Settings(409, [locked], FieldOf(locked.Setting!));
        if (body.Currency is { Length: > 0 } currency && currency != runner.Settings.Store.Profile.Currency.Code && OrderCount.Of(runner.Database) > 0)
            return Answer.Error(409, "there are orders already, whose worth was kept in the currency of before", "currency");
        var problems = await desk.SaveAsync(changes, (context.Caller().Name, clock.Now()), cancellationToken);
        if (problems.Count == 0) return Show(runner, desk);
        var found = problems.Select(SettingProblem.Of).ToList();
        return Answer.Settings(422, found, StoreSettingNames.All.FirstOrDefault(pair => pair.Value.Equals(found[0].Setting, StringComparison.OrdinalIgnoreCase)).Key);
    }

    private static Dictionary<string, string?> Changes(StoreSettingsBody body)
    {
        (string Field, string? Value)[] given =
        [
            ("from_name", body.FromName), ("from_address", body.FromAddress), ("reply_to", body.ReplyTo), ("url", body.Url), ("base_url", body.BaseUrl), ("time_zone", body.TimeZone), ("currency", body.Currency),
            ("locale", body.Locale), ("sends_receipt", body.SendsReceipt is { } sends ? sends ? "true" : "false" : null),
        ];
        return given.Where(one => one.Value is not null).ToDictionary(one => StoreSettingNames.All[one.Field], one => one.Value?.Trim());
    }

    private static string FieldOf(string setting) => StoreSettingNames.All.First(pair => pair.Value == setting).Key;

    private static StoreSettingsAnswer Of(RunnerService runner, SettingsDesk desk)
    {
        var (store, kept) = (runner.Settings.Store, desk.Kept());
        return new(
            store.FromName, store.FromAddress?.ToString(), store.ReplyTo?.ToString(), store.Profile.Url, store.BaseUrl, store.Profile.TimeZone.Id, store.Profile.Currency.Code, store.Profile.Locale, store.Profile.SendsReceipt,
            [.. StoreSettingNames.All.Where(pair => desk.IsSetOutside(pair.Value)).Select(pair => pair.Key)],
            [.. StoreSettingNames.All.Where(pair => kept.ContainsKey(pair.Value) || desk.IsSetOutside(pair.Value)).Select(pair => pair.Key)],
            StoreSettingNames.All.Select(pair => (pair.Key, Where: desk.WhereSet(pair.Value))).Where(one => one.Where is not null).ToDictionary(one => one.Key, one => one.Where!));
    }
}

/// <param name="FromName">Who mail is from; null for the store's name.</param>
/// <param name="FromAddress">The address that mail is from, or null.</param>
/// <param name="ReplyTo">Where answers go; null for the sender.</param>
/// <param name="Url">The shop's address on the web, or null.</param>
/// <param name="BaseUrl">Where links in mails lead: how customers reach this server, or where it is served while nobody has said (then it is not among set).</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Currency">Three letters.</param>
/// <param name="Locale">Such as en-US.</param>
/// <param name="SendsReceipt">Whether the store mails its own receipt.</param>
/// <param name="Locked">Fields that appsettings.json, the environment or a flag say, so that they are changed there.</param>
/// <param name="Set">Fields that somebody chose, here or there; the others are guesses of the program.</param>
/// <param name="Outside">Of those that are locked, where each is said.</param>
internal sealed record StoreSettingsAnswer(
    string? FromName, string? FromAddress, string? ReplyTo, string? Url, string BaseUrl, string TimeZone, string Currency, string Locale, bool SendsReceipt, IReadOnlyList<string> Locked,
    IReadOnlyList<string> Set, IReadOnlyDictionary<string, string> Outside);

/// <summary>A member that is null stays as it is; an empty text takes the setting away.</summary>
internal sealed record StoreSettingsBody(
    string? FromName = null, string? FromAddress = null, string? ReplyTo = null, string? Url = null, string? BaseUrl = null, string? TimeZone = null, string? Currency = null, string? Locale = null, bool? SendsReceipt = null);
