using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>The first run: how far it is.</summary>
internal static class WelcomeEndpoints
{
    public static async Task<IResult> ShowAsync(RunnerService runner, SettingsDesk desk, Simulations simulations, CancellationToken cancellationToken)
    {
        var state = await WelcomeState.ReadAsync(runner, cancellationToken);
        var orders = OrderCount.Of(runner.Database);
        string? Kept(string? id) => id is not null && simulations.Find(id) is not null ? id : null;
        var replay = Kept(state.Replay);
        return TypedResults.Json(
            new WelcomeAnswer(
                state.Over is null && orders == 0, state.Step, state.Over, state.Source, replay, Kept(state.Agreed), replay is null && state.Replay is not null, orders, Form.Word(runner.Settings.Mail.Mode),
                ShopConnection.Of(runner, desk)),
            WelcomeJson.Default.WelcomeAnswer);
    }

    public static async Task<IResult> SaveAsync(WelcomeProgress body, RunnerService runner, SettingsDesk desk, Simulations simulations, CancellationToken cancellationToken)
    {
        if (body.Step is { } step && !WelcomeState.Steps.Contains(step)) return Answer.Error(400, $"expected {string.Join(", ", WelcomeState.Steps)}", "step");
        if (body.Source is { } source && !WelcomeState.Sources.Contains(source)) return Answer.Error(400, $"expected {string.Join(", ", WelcomeState.Sources)}", "source");
        if (body.Over is { Length: > 0 } over && !WelcomeState.Ends.Contains(over)) return Answer.Error(400, $"expected {string.Join(", ", WelcomeState.Ends)}, or nothing to open it again", "over");
        var state = await WelcomeState.ReadAsync(runner, cancellationToken);
        state = state with { Step = body.Step ?? state.Step, Source = body.Source ?? state.Source, Over = body.Over is null ? state.Over : body.Over.Length == 0 ? null : body.Over };
        await state.WriteAsync(runner, cancellationToken);
        return await ShowAsync(runner, desk, simulations, cancellationToken);
    }
}

/// <param name="Opens">Whether it shall open by itself: there is no order, and it was neither finished nor dismissed.</param>
/// <param name="Step">The step that is shown: source, brand, sender, receipt, replay or end.</param>
/// <param name="Over">finished, dismissed or null.</param>
/// <param name="Source">sample, file, shop or null.</param>
/// <param name="Replay">Id of the last replay, or null where there was none or it is not kept any more.</param>
/// <param name="ReplayAgreed">Id of the same replay as if its customers had agreed to marketing; null where that of some is known, or it is not kept any more.</param>
/// <param name="ReplayLost">Whether there was one that is not kept any more: the server began anew since, or it is long ago.</param>
/// <param name="Orders">How many orders the shop has.</param>
/// <param name="MailMode">captured, redirect, approve or live.</param>
/// <param name="Shop">The store whose API is read, or null.</param>
internal sealed record WelcomeAnswer(bool Opens, string Step, string? Over, string? Source, string? Replay, string? ReplayAgreed, bool ReplayLost, long Orders, string MailMode, ShopConnection? Shop);

/// <summary>A member that is null stays as it is; an empty <paramref name="Over"/> opens it again.</summary>
internal sealed record WelcomeProgress(string? Step = null, string? Source = null, string? Over = null);
