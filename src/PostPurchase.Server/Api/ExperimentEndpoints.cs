using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api;

/// <summary>Experiments: how they stand, promoting a winner, opening one again, planning a new one.</summary>
internal static class ExperimentEndpoints
{
    private const int MostArms = 20;

    public static void MapExperiments(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").Requires(ApiScopes.Read);
        read.MapGet("/experiments", List).WithSummary("All experiments as they stand, the newest first.").Produces<Items<ExperimentAnswer>>();
        read.MapGet("/experiments/plan", Plan).WithSummary("Weeks that a new experiment would take by each metric.").Produces<TestPlanAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404);
        read.MapGet("/experiments/{id}", Show).WithSummary("One experiment.").Produces<ExperimentAnswer>().Produces<ErrorAnswer>(404);
        var write = api.MapGroup("").Requires(ApiScopes.Write);
        write.MapPost("/experiments/{id}/promote", PromoteAsync).WithSummary("Everybody gets this variant from now on.").Produces<ExperimentAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        write.MapPost("/experiments/{id}/reopen", ReopenAsync).WithSummary("The journey's own shares hold again.").Produces<ExperimentAnswer>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
    }

    private static JsonHttpResult<Items<ExperimentAnswer>> List(RunnerService runner, TimeProvider clock) => TypedResults.Json(
        new Items<ExperimentAnswer>([.. Decisions(runner).All(clock.Now()).Select(figures => AnswerOf(figures, runner))], null), ReportJson.Default.ItemsExperimentAnswer);

    private static IResult Show(string id, RunnerService runner, TimeProvider clock) => Form.TryId(id, out var number) && Decisions(runner).Find(number, clock.Now()) is { } figures
        ? TypedResults.Json(AnswerOf(figures, runner), ReportJson.Default.ExperimentAnswer)
        : Answer.Error(404, $"there is no experiment {id}");

    private static IResult Plan(RunnerService runner, TimeProvider clock, string? journey = null, string? step = null, string? arms = null) =>
        !int.TryParse(string.IsNullOrEmpty(arms) ? "2" : arms, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 2 or > MostArms
        ? Answer.Error(400, $"expected a number of variants from 2 to {MostArms}, not '{arms}'", "arms")
        : AskedJourney.Missing(runner, journey, step) ?? TypedResults.Json(TestPlanAnswer.Of(runner.Engine.Learning.Planner.Plan(journey, step, count, clock.Now())), ReportJson.Default.TestPlanAnswer);

    private static async Task<IResult> PromoteAsync(string id, PromoteRequest request, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken) => string.IsNullOrEmpty(request.Arm)
        ? Answer.Error(400, "'arm' is missing", "arm")
        : await ChangeAsync(id, runner, clock, number => Decisions(runner).PromoteAsync(number, request.Arm, context.Caller().Name, clock.Now(), cancellationToken), cancellationToken);

    private static Task<IResult> ReopenAsync(string id, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken) =>
        ChangeAsync(id, runner, clock, number => Decisions(runner).ReopenAsync(number, context.Caller().Name, clock.Now(), cancellationToken), cancellationToken);

    private static async Task<IResult> ChangeAsync(string id, RunnerService runner, TimeProvider clock, Func<long, Task<string?>> change, CancellationToken cancellationToken)
    {
        if (!Form.TryId(id, out var number) || Decisions(runner).Find(number, clock.Now()) is null) return Answer.Error(404, $"there is no experiment {id}");
        if (await change(number) is { } refusal) return Answer.Error(409, refusal);
        await runner.Engine.ReloadAsync(clock.Now(), cancellationToken);
        return Show(id, runner, clock);
    }

    private static ExperimentAnswer AnswerOf(ExperimentFigures figures, RunnerService runner) =>
        ExperimentAnswer.Of(figures) with { Varies = VariedParts.Of(runner.Journeys.Current, figures.Experiment.Definition.Key) };

    private static ExperimentDecisions Decisions(RunnerService runner) => runner.Engine.Learning.Decisions;
}
