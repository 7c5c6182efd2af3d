using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;

namespace PostPurchase.Server.Api;

/// <summary>The reports that can be had as a table, by name: for the command line and for CSV.</summary>
internal static class ReportCatalog
{
    // Another report is another line here.
    public static IReadOnlyList<CatalogReport> All { get; } =
    [
        new("funnel", "What became of everybody, journey by journey and step by step.", look => Json(look.Learning.Reports.Funnel(look.Period, look.Journeys), ReportJson.Default.FunnelReport)),
        new("experiments", "Experiments and what they say.", look => Json(new Items<ExperimentAnswer>([.. look.Learning.Decisions.All(look.Now).Select(ExperimentAnswer.Of)], null), ReportJson.Default.ItemsExperimentAnswer)),
        new("holdout", "What marketing brought against customers who got none.", look => Json(HoldoutReports.Of(look.Learning.Decisions, look.Stores, look.Now), ReportJson.Default.HoldoutReport)),
        new("touches", "Opens and clicks of people, machines and those that may be either.", look => Json(look.Learning.Reports.Touches(look.Period), ReportJson.Default.TouchReport)),
        new("deliverability", "What mail servers said, and what came back later, by domain.", look => Json(look.Learning.Reports.Deliverability(look.Period), ReportJson.Default.DeliverabilityReport)),
        new("cohorts", "Repeat purchases by month of the first order.", look => Json(look.Learning.Reports.Cohorts(), ReportJson.Default.CohortReport)),
        new("order-value", "Average order before and after the first journey.", look => Json(look.Learning.Reports.OrderValue(), ReportJson.Default.OrderValueReport)),
        new("next-order", "Time to the next order.", look => Json(look.Learning.Reports.NextOrder(), ReportJson.Default.NextOrderReport)),
        new("revenue", "Own revenue and commission by month.", look => Json(look.Learning.Reports.Revenue(), ReportJson.Default.RevenueReport)),
        new("repeat", "Customers by number of orders, and how many click.", look => Json(look.Learning.Reports.Repeat(), ReportJson.Default.RepeatReport)),
    ];

    private static JsonElement Json<T>(T answer, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(answer, type);
}

/// <summary>A report of the catalogue.</summary>
internal sealed record CatalogReport(string Name, string Summary, Func<ReportLook, JsonElement> Make);

/// <summary>What a report looks at.</summary>
internal sealed record ReportLook(LearningJob Learning, StoreDirectory Stores, IReadOnlyList<JourneyPlan> Journeys, DateInterval Period, Instant Now);
