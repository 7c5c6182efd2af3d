using System.Text.Json.Serialization;
using PostPurchase.Engine.Learning.Reports;

namespace PostPurchase.Server.Api;

/// <summary>Reports and experiments: every member is there, null where there is nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Items<ExperimentAnswer>))]
[JsonSerializable(typeof(Items<ExperimentTableRow>))]
[JsonSerializable(typeof(TestPlanAnswer))]
[JsonSerializable(typeof(PromoteRequest))]
[JsonSerializable(typeof(FunnelReport))]
[JsonSerializable(typeof(TouchReport))]
[JsonSerializable(typeof(DeliverabilityReport))]
[JsonSerializable(typeof(CohortReport))]
[JsonSerializable(typeof(OrderValueReport))]
[JsonSerializable(typeof(NextOrderReport))]
[JsonSerializable(typeof(RevenueReport))]
[JsonSerializable(typeof(RepeatReport))]
[JsonSerializable(typeof(HoldoutReport))]
[JsonSerializable(typeof(Items<TouchRow>))]
[JsonSerializable(typeof(Items<FigureRow>))]
[JsonSerializable(typeof(Items<RunRow>))]
[JsonSerializable(typeof(Items<ReportStoreAnswer>))]
internal sealed partial class ReportJson : JsonSerializerContext;
