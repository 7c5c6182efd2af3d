using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Brands;

/// <summary>How a store's mails and pages look, set by form on top of the settings.</summary>
internal static class BrandEndpoints
{
    public static void MapBrand(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").Requires(ApiScopes.Read);
        read.MapGet("/brand", Show).WithSummary("How a store's mails and pages look: set by form, by settings, and in force.").Produces<BrandAnswer>().Produces<ErrorAnswer>(404);
        read.MapPost("/brand-checks", Check).WithSummary("What is wrong with a look that is not saved, and what could be better.").Produces<BrandCheck>().Produces<ErrorAnswer>(404);
        api.MapPut("/brand", SaveAsync).Requires(ApiScopes.Write).WithSummary("Sets the look on top of the revision in If-Match; null in a field is as the settings have it.")
            .Produces<BrandAnswer>().Produces<ErrorAnswer>(404).Produces<BrandConflict>(412).Produces<BrandRefused>(422).Produces<ErrorAnswer>(428);
    }

    public static IResult Show(RunnerService runner, ImageFolder images, HttpContext context, string store = "default") =>
        Knows(runner, store) ? Give(context, Of(runner, images, store)) : Unknown(runner, store);

    public static IResult Check(BrandValues body, RunnerService runner, ImageFolder images, string store = "default") =>
        Knows(runner, store) ? TypedResults.Json(BrandChecks.Of(runner, images, store, body.Look()), BrandJson.Default.BrandCheck) : Unknown(runner, store);

    public static async Task<IResult> SaveAsync(
        BrandValues body, RunnerService runner, ImageFolder images, HttpContext context, TimeProvider clock, CancellationToken cancellationToken, string store = "default")
    {
        if (!Knows(runner, store)) return Unknown(runner, store);
        if (DraftEndpoints.RevisionOf(context) is not { } revision) return Answer.Error(428, "expected the header If-Match with the revision of the look, or \"0\" where the form was never saved");
        var look = body.Look();
        if (BrandChecks.Of(runner, images, store, look).Problems is { Count: > 0 } problems)
            return TypedResults.Json(new BrandRefused(problems[0].Message, problems[0].Path, problems), BrandJson.Default.BrandRefused, statusCode: 422);
        if (await new BrandStore(runner.Database).SaveAsync(new(store, look, revision, context.Caller().Name, clock.Now()), cancellationToken) is not { } saved)
            return Conflict(runner, images, store);
        runner.Stores.Looks.Set(store, saved.Look, saved.Revision);
        return Give(context, Of(runner, images, store));
    }

    private static JsonHttpResult<BrandConflict> Conflict(RunnerService runner, ImageFolder images, string store)
    {
        var theirs = Of(runner, images, store);
        return TypedResults.Json(new BrandConflict($"{theirs.EditedBy ?? "somebody"} saved the brand meanwhile", null, theirs), BrandJson.Default.BrandConflict, statusCode: 412);
    }

    private static BrandAnswer Of(RunnerService runner, ImageFolder images, string store)
    {
        var (profile, settings) = (runner.Stores.Stores[store], runner.Settings.Stores[store]);
        var stored = new BrandStore(runner.Database).Find(store);
        var look = stored?.Look ?? StoreLook.None;
        var sender = settings.FromName ?? profile.Name;
        return new(
            store, [.. runner.Stores.Stores.Keys.Order(StringComparer.Ordinal)], stored?.Revision ?? 0, stored?.EditedBy, stored is null ? null : Form.At(stored.EditedAt),
            BrandValues.Of(look), BrandValues.Of(profile, sender), BrandValues.Of(look.ApplyTo(profile), look.SenderNameOver(sender, settings.FromName is null)),
            string.IsNullOrWhiteSpace(profile.PostalAddress) ? [] : ["postal_address"],
            [.. MailFont.All.Select(font => new BrandFont(font.Label, font.Css))],
            [.. SocialNetwork.All.Select(network => new BrandNetwork(network.Key, network.Label, network.Hosts.Count == 0 ? null : network.Hosts[0]))],
            BrandChecks.Of(runner, images, store, look));
    }

    private static bool Knows(RunnerService runner, string store) => runner.Stores.Stores.ContainsKey(store);

    private static JsonHttpResult<ErrorAnswer> Unknown(RunnerService runner, string store) =>
        Answer.Error(404, $"there is no store '{store}': there are {string.Join(", ", runner.Stores.Stores.Keys.Order(StringComparer.Ordinal))}", "store");

    private static JsonHttpResult<BrandAnswer> Give(HttpContext context, BrandAnswer answer)
    {
        context.Response.Headers.ETag = $"\"{answer.Revision.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Json(answer, BrandJson.Default.BrandAnswer);
    }
}
