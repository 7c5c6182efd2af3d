using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;
using PostPurchase.Server.Webhooks;

namespace PostPurchase.Server.Api;

/// <summary>The sources of webhooks and their secrets: a new one is put beside the old one, and the old one is retired once it is used no more.</summary>
internal static class SourceEndpoints
{
    private const int SecretBytes = 32;

    private static readonly Sql s_setAt = new("""
        select max(at)
        from audit
        where action = 'setting.changed' and subject = @subject
        """);

    public static void MapSources(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/webhook-sources").Requires(ApiScopes.Admin);
        admin.MapGet("", List).WithSummary("The sources of webhooks, and which of their secrets are accepted since when; never the secrets.").Produces<Items<SourceAnswer>>();
        admin.MapPost("/{name}/secret", RotateAsync).WithSummary("Puts a new secret beside the one in use, which stays accepted; where two are accepted, in place of the newer one. One that is made here is shown once.")
            .Produces<NewSecretAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
        admin.MapDelete("/{name}/previous-secret", RetireAsync).WithSummary("Accepts the old secret no more.").Produces(204).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
    }

    private static JsonHttpResult<Items<SourceAnswer>> List(RunnerService runner, SettingsDesk desk, SecretUses uses) => TypedResults.Json(
        new Items<SourceAnswer>([.. runner.Settings.Sources.OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => Of(runner, desk, uses, source))], null), ReadJson.Default.ItemsSourceAnswer);

    private static async Task<IResult> RotateAsync(
        string name, NewSecretBody body, HttpContext context, RunnerService runner, CancellationToken cancellationToken)
    {
        if (!runner.Settings.Sources.TryGetValue(name, out var source)) return NoSource(name);
        var typed = body.Secret?.Trim();
        if (string.IsNullOrEmpty(typed) && !IsMadeHere(source.Kind)) return Answer.Error(400, $"expected the new secret that {SourceKinds.NameOf(source.Kind)} shows", "secret");
        var secret = string.IsNullOrEmpty(typed) ? StandardSecret.Write(RandomNumberGenerator.GetBytes(SecretBytes)) : typed;
        if (secret == source.Secret || secret == source.PreviousSecret) return Answer.Error(400, "this secret is accepted already", "secret");
        // Where two are accepted already the newer one is replaced: the sender has signed with the older one so far, or this one was lost.
        var isSecond = source.PreviousSecret is null;
        var changes = new Dictionary<string, string?> { [SecretOf(name)] = secret };
        if (isSecond) changes[PreviousOf(name)] = source.Secret.Length == 0 ? null : source.Secret;
        if (await SaveAsync(context, changes, cancellationToken) is { } refusal) return refusal;
        var uses = context.RequestServices.GetRequiredService<SecretUses>();
        if (isSecond) uses.Grow(name);
        else uses.Forget(name, isPrevious: false);
        return TypedResults.Json(new NewSecretAnswer(string.IsNullOrEmpty(typed) ? secret : null), ReadJson.Default.NewSecretAnswer);
    }

    private static async Task<IResult> RetireAsync(string name, HttpContext context, RunnerService runner, CancellationToken cancellationToken)
    {
        if (!runner.Settings.Sources.TryGetValue(name, out var source)) return NoSource(name);
        if (source.PreviousSecret is null) return Answer.Error(409, $"only one secret of '{name}' is accepted: put a new one beside it first");
        if (await SaveAsync(context, new() { [PreviousOf(name)] = null }, cancellationToken) is { } refusal) return refusal;
        context.RequestServices.GetRequiredService<SecretUses>().Forget(name, isPrevious: true);
        return TypedResults.NoContent();
    }

    // Null where it is kept and in force.
    private static async Task<IResult?> SaveAsync(HttpContext context, Dictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        var services = context.RequestServices;
        var desk = services.GetRequiredService<SettingsDesk>();
        if (desk.WhyLocked(changes.Keys) is { } locked) return Answer.Settings(409, [locked]);
        var problems = await desk.SaveAsync(changes, (context.Caller().Name, services.GetRequiredService<TimeProvider>().Now()), cancellationToken);
        return problems.Count > 0 ? Answer.Settings(422, [.. problems.Select(SettingProblem.Of)], "secret") : null;
    }

    private static SourceAnswer Of(RunnerService runner, SettingsDesk desk, SecretUses uses, KeyValuePair<string, HookSource> source)
    {
        var (name, hook) = source;
        Instant? SetAt(string setting) => runner.Database.Read(session => session[s_setAt].With(setting).First(row => row.AtOrNull(0)));
        SecretAnswer? Secret(string? secret, string setting, bool isPrevious) =>
            string.IsNullOrEmpty(secret) ? null : new(isPrevious ? null : Form.At(SetAt(setting)), Form.At(uses.LastOf(name, isPrevious)), desk.WhereSet(setting));
        return new(
            name, SourceKinds.NameOf(hook.Kind), hook.Store, $"/hooks/{name}", IsMadeHere(hook.Kind), !hook.Kind.IsMailProvider(), Secret(hook.Secret, SecretOf(name), isPrevious: false),
            Secret(hook.PreviousSecret, PreviousOf(name), isPrevious: true), desk.WhereSet(SecretOf(name)) ?? desk.WhereSet(PreviousOf(name)));
    }

    // The others show theirs, or have it in the form that they want.
    private static bool IsMadeHere(SourceKind kind) => kind is SourceKind.Standard or SourceKind.WooCommerce;

    private static string SecretOf(string name) => $"Sources:{name}:Secret";

    private static string PreviousOf(string name) => $"Sources:{name}:PreviousSecret";

    private static JsonHttpResult<ErrorAnswer> NoSource(string name) => Answer.Error(404, $"there is no source '{name}' in the settings");
}

/// <param name="Name">As in the settings.</param>
/// <param name="Kind">shopify, standard, ...</param>
/// <param name="Store">Key of the store whose events they are.</param>
/// <param name="Path">Where its webhooks go.</param>
/// <param name="IsMadeHere">Whether a new secret can be made here; else the sender shows it.</param>
/// <param name="CountsUse">Whether it is noted when a secret was used; not for senders of bounces.</param>
/// <param name="Current">The secret in use; null where none is accepted.</param>
/// <param name="Previous">The one before, while it is still accepted; or null.</param>
/// <param name="SetOutside">Where the secrets are set outside of the app, in words, so that they are changed there; or null.</param>
internal sealed record SourceAnswer(string Name, string Kind, string Store, string Path, bool IsMadeHere, bool CountsUse, SecretAnswer? Current, SecretAnswer? Previous, string? SetOutside);

/// <param name="Since">When it was set in the app; null where that is not known, as of the one before.</param>
/// <param name="LastUsedAt">When it signed a webhook last; null where it has not since the server started.</param>
/// <param name="SetOutside">Where it is set outside of the app, in words; or null.</param>
internal sealed record SecretAnswer(string? Since, string? LastUsedAt, string? SetOutside);

/// <param name="Secret">What the sender shows; null makes one.</param>
internal sealed record NewSecretBody(string? Secret);

/// <param name="Secret">The one that was made, shown this once; null where it was given.</param>
internal sealed record NewSecretAnswer(string? Secret);
