using System.Text.Json.Serialization;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>What is asked and answered about journeys: every member is there, null where there is nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DraftAnswer))]
[JsonSerializable(typeof(DraftConflict))]
[JsonSerializable(typeof(DraftText))]
[JsonSerializable(typeof(NewJourney))]
[JsonSerializable(typeof(PublishPlan))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(PublishAnswer))]
[JsonSerializable(typeof(StatusPlan))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(Items<VersionRow>))]
[JsonSerializable(typeof(VersionText))]
[JsonSerializable(typeof(Items<PersonInside>))]
[JsonSerializable(typeof(Items<SampleRow>))]
[JsonSerializable(typeof(Vocabulary))]
[JsonSerializable(typeof(PreviewRequestBody))]
[JsonSerializable(typeof(PreviewAnswer))]
[JsonSerializable(typeof(SimulationBody))]
[JsonSerializable(typeof(SimulationAnswer))]
[JsonSerializable(typeof(SimulatedMail))]
internal sealed partial class JourneyJson : JsonSerializerContext;
