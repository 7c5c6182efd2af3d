using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>The addresses of journeys: reading, drafting, previewing, simulating and publishing them.</summary>
internal static class JourneyRoutes
{
    public static void MapJourneys(this RouteGroupBuilder api)
    {
        MapReading(api.MapGroup("").Requires(ApiScopes.Read));
        MapWriting(api.MapGroup("").Requires(ApiScopes.Write));
    }

    private static void MapReading(RouteGroupBuilder read)
    {
        read.MapGet("/journeys", JourneyEndpoints.List).WithSummary("All journeys with their numbers.").Produces<Items<JourneyRow>>();
        read.MapGet("/journeys/{key}", JourneyEndpoints.Show).WithSummary("One journey: its text, draft, steps, versions and problems.").Produces<JourneyDetail>().Produces<ErrorAnswer>(404);
        read.MapGet("/journeys/{key}/draft", DraftEndpoints.Show).WithSummary("The draft with its revision, which is its ETag.").Produces<DraftAnswer>().Produces<ErrorAnswer>(404);
        read.MapGet("/journeys/{key}/publish-plan", PublishEndpoints.Plan).WithSummary("What publishing the draft would do.").Produces<PublishPlan>().Produces<ErrorAnswer>(404);
        read.MapGet("/journeys/{key}/status-plan", StatusEndpoints.Plan).WithSummary("What another status would do to waiting mails, and what law or program terms say against going live.").Produces<StatusPlan>().Produces<ErrorAnswer>(404);
        read.MapGet("/journeys/{key}/versions", VersionEndpoints.List).WithSummary("Versions, newest first: who, when, and what changed step by step.").Produces<Items<VersionRow>>();
        read.MapGet("/journeys/{key}/versions/{version}", VersionEndpoints.Show).WithSummary("The text of a version; of one that had several names, the last, or the one whose text has a hash.").Produces<VersionText>().Produces<ErrorAnswer>(404);
        read.MapGet("/journeys/{key}/people", PeopleEndpoints.Inside).WithSummary("Who is inside now, where, and until when.").Produces<Items<PersonInside>>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404);
        read.MapGet("/journeys/{key}/sends", PeopleEndpoints.Sends).WithSummary("The sends behind a step's number: what = sent, clicked, held, skipped or earned.").Produces<Items<DeliveryRow>>().Produces<ErrorAnswer>(400);
        read.MapGet("/journey-vocabulary", VocabularyEndpoint.Show).WithSummary("What journeys of this shop may name: fields, segments, templates, offer rules, coupon pools.").Produces<Vocabulary>();
        read.MapGet("/journey-samples", SampleEndpoints.List).WithSummary("The shipped journeys, to start from.").Produces<Items<SampleRow>>();
        read.MapPost("/validate", JourneyEndpoints.Validate).WithSummary("Checks the text of a journey.").Produces<ValidateAnswer>().Produces<ErrorAnswer>(400);
        read.MapPost("/preview", PreviewEndpoint.MakeAsync).WithSummary("A mail as a chosen purchase would get it.").Produces<PreviewAnswer>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(422);
        read.MapPost("/simulations", SimulationEndpoints.Start).WithSummary("Plays purchases through a text in virtual time; ask for the result at its address.").Produces<SimulationAnswer>(202).Produces<ErrorAnswer>(422).Produces<ErrorAnswer>(429);
        read.MapGet("/simulations/{id}", SimulationEndpoints.Show).WithSummary("How far a simulation is, and what came of it.").Produces<SimulationAnswer>().Produces<ErrorAnswer>(404);
        read.MapDelete("/simulations/{id}", SimulationEndpoints.Cancel).WithSummary("Stops a simulation and forgets it.").Produces(204).Produces<ErrorAnswer>(404);
        read.MapGet("/simulations/{id}/mails/{number:int}", SimulationEndpoints.Mail).WithSummary("A mail of a simulation.").Produces<SimulatedMail>().Produces<ErrorAnswer>(404);
    }

    private static void MapWriting(RouteGroupBuilder write)
    {
        write.MapPost("/journeys", DraftEndpoints.CreateAsync).WithSummary("Starts a new journey as a draft: empty, from a shipped one, or as a copy.").Produces<DraftAnswer>(201).Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        write.MapPut("/journeys/{key}/draft", DraftEndpoints.SaveAsync).WithSummary("Saves the draft on top of the revision in If-Match; \"0\" where there is none.")
            .Produces<DraftAnswer>().Produces<ErrorAnswer>(404).Produces<DraftConflict>(412).Produces<ErrorAnswer>(428);
        write.MapDelete("/journeys/{key}/draft", DraftEndpoints.DeleteAsync).WithSummary("Takes the draft away at the revision in If-Match.").Produces(204).Produces<ErrorAnswer>(404).Produces<DraftConflict>(412).Produces<ErrorAnswer>(428);
        write.MapPost("/journeys/{key}/publish", PublishEndpoints.PublishAsync).WithSummary("Puts the draft in force and writes it to its file.").Produces<PublishAnswer>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409).Produces<DraftConflict>(412).Produces<PublishPlan>(422);
        write.MapPost("/journeys/{key}/status", StatusEndpoints.SwitchAsync).WithSummary("Switches a journey to live, paused or draft; to live only where nothing forbids its mails.")
            .Produces<StatusAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409).Produces<StatusPlan>(422);
        write.MapPost("/journeys/{key}/versions/{version}/restore", VersionEndpoints.RestoreAsync).WithSummary("Makes a version the draft; of one that had several names, the last, or the one whose text has a hash.").Produces<DraftAnswer>().Produces<ErrorAnswer>(404).Produces<DraftConflict>(412);
    }
}
