using PostPurchase.Engine.Connectors.Shops;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>Connects the store's API: the token is tried before it is kept, and is never shown again.</summary>
internal static class ShopEndpoints
{
    public static async Task<IResult> TryAsync(ShopBody body, RunnerService runner, SettingsDesk desk, CancellationToken cancellationToken)
    {
        var (tried, refused) = await AskAsync(body, runner, desk, cancellationToken);
        return tried is { About: var about } ? TypedResults.Json(new ShopTestAnswer(about.Name, about.Currency, about.TimeZone, about.Url), WelcomeJson.Default.ShopTestAnswer) : refused!;
    }

    public static async Task<IResult> ConnectAsync(ShopBody body, HttpContext context, RunnerService runner, SettingsDesk desk, OrderJobs jobs, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (tried, refused) = await AskAsync(body, runner, desk, cancellationToken);
        if (tried is null) return refused!;
        var changes = tried.Changes;
        // What the store says of itself counts where the owner has not said anything, and while no order was counted in another currency.
        if (OrderCount.Of(runner.Database) == 0) Add("Store:Currency", tried.About.Currency);
        Add("Store:TimeZone", tried.About.TimeZone);
        Add("Store:Url", tried.About.Url);
        var problems = await desk.SaveAsync(changes, (context.Caller().Name, clock.Now()), cancellationToken);
        if (problems.Count > 0) return Answer.Settings(422, [.. problems.Select(SettingProblem.Of)]);
        return jobs.Pull(runner.Settings.Shops.First(shop => shop.Name == tried.Name), context.Caller().Name) is { } job
            ? TypedResults.Json(OrderJobAnswer.Of(job), WelcomeJson.Default.OrderJobAnswer, statusCode: 202)
            : Answer.Error(409, "another file or store is being read: wait until that is done");

        void Add(string setting, string? value)
        {
            if (value is not null && !desk.IsSetOutside(setting) && !desk.Kept().ContainsKey(setting)) changes[setting] = value;
        }
    }

    /// <summary>Reads the connected store again.</summary>
    public static IResult Pull(HttpContext context, RunnerService runner, OrderJobs jobs)
    {
        if (runner.Settings.Shops is not [var shop, ..]) return Answer.Error(409, "no store is connected");
        return jobs.Pull(shop, context.Caller().Name) is { } job
            ? TypedResults.Json(OrderJobAnswer.Of(job), WelcomeJson.Default.OrderJobAnswer, statusCode: 202)
            : Answer.Error(409, "another file or store is being read: wait until that is done");
    }

    /// <summary>Keeps the secret that signs the store's webhooks.</summary>
    public static async Task<IResult> SecretAsync(ShopBody body, HttpContext context, RunnerService runner, SettingsDesk desk, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (runner.Settings.Shops is not [var shop, ..]) return Answer.Error(409, "no store is connected");
        if (string.IsNullOrWhiteSpace(body.Secret)) return Answer.Error(400, "expected the secret that signs the store's webhooks", "secret");
        var setting = $"Sources:{shop.Name}:Secret";
        if (desk.WhyLocked(setting) is { } locked) return Answer.Settings(409, [locked], "secret");
        var problems = await desk.SaveAsync(new Dictionary<string, string?> { [setting] = body.Secret.Trim() }, (context.Caller().Name, clock.Now()), cancellationToken);
        return problems.Count == 0 ? TypedResults.NoContent() : Answer.Settings(422, [.. problems.Select(SettingProblem.Of)], "secret");
    }

    public static async Task<IResult> DisconnectAsync(HttpContext context, RunnerService runner, SettingsDesk desk, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (runner.Settings.Shops is not [var shop, ..]) return Answer.Error(404, "no store is connected");
        var prefix = $"Sources:{shop.Name}:";
        if (desk.WhyLocked($"{prefix}ApiUrl") is { } locked) return Answer.Settings(409, [locked]);
        var changes = desk.Kept().Keys.Where(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToDictionary(name => name, _ => (string?)null);
        var problems = await desk.SaveAsync(changes, (context.Caller().Name, clock.Now()), cancellationToken);
        return problems.Count == 0 ? TypedResults.NoContent() : Answer.Settings(422, [.. problems.Select(SettingProblem.Of)]);
    }

    private static async Task<(Tried? Tried, IResult? Refused)> AskAsync(ShopBody body, RunnerService runner, SettingsDesk desk, CancellationToken cancellationToken)
    {
        if (body.Kind is not ("shopify" or "woocommerce")) return (null, Answer.Error(400, "expected shopify or woocommerce", "kind"));
        if (ShopConnection.AddressOf(body.Url) is null) return (null, Answer.Error(400, "expected the address of the store", "url"));
        if (string.IsNullOrWhiteSpace(body.Token)) return (null, Answer.Error(400, "expected the token of the store's API", "token"));
        var (name, changes) = ShopConnection.Changes(body, runner);
        if (desk.WhyLocked(changes.Keys) is { } locked) return (null, Answer.Settings(409, [locked]));
        var (settings, problems) = desk.Try(changes);
        if (settings is null) return (null, Answer.Settings(422, [.. problems.Select(SettingProblem.Of).Select(problem => problem with { Text = Plain(problem.Text) })], problems[0].Contains("ApiToken", StringComparison.Ordinal) ? "token" : "url"));
        try
        {
            return (new(name, changes, await runner.Engine.Shops.TryAsync(settings.Shops.First(shop => shop.Name == name), cancellationToken)), null);
        }
        catch (ShopPullException problem)
        {
            return (null, Answer.Error(422, Plain(problem.Message), problem.Message.Contains("ApiToken", StringComparison.Ordinal) ? "token" : "url"));
        }
    }

    // Whoever types into a form knows no settings by name.
    private static string Plain(string text) => SettingProblem.Of(text).Text
        .Replace("ApiToken", "the token", StringComparison.Ordinal).Replace("ApiUrl", "the address", StringComparison.Ordinal);

    private sealed record Tried(string Name, Dictionary<string, string?> Changes, ShopAbout About);
}

/// <summary>It works; what the store says of itself, null where it does not.</summary>
internal sealed record ShopTestAnswer(string? Name, string? Currency, string? TimeZone, string? Url);
