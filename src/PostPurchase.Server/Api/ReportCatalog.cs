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
        new("funnel", "What became of everybody, journey by journey and step by step.", look => Json(look.Learning.Reports.Funnel(look.Period, look.Journeys, look.Store), ReportJson.Default.FunnelReport)) { IsOfDays = true },
        new("experiments", "Experiments and what they say.", look => Json(new Items<ExperimentAnswer>([.. look.Learning.Decisions.All(look.Now).Select(ExperimentAnswer.Of)], null), ReportJson.Default.ItemsExperimentAnswer))
        {
            IsOfStore = false,
            Table = look => Json(new Items<ExperimentTableRow>([.. look.Learning.Decisions.All(look.Now).SelectMany(ExperimentTableRow.Of)], null), ReportJson.Default.ItemsExperimentTableRow),
        },
        new("holdout", "What marketing brought against customers who got none.", look => Json(HoldoutReports.Of(look.Learning.Decisions, look.Stores, look.Now), ReportJson.Default.HoldoutReport)) { IsOfStore = false },
        new("touches", "Opens and clicks of people, machines and those that may be either.", look => Json(look.Learning.Reports.Touches(look.Period, look.Store), ReportJson.Default.TouchReport)) { IsOfDays = true },
        new("deliverability", "What mail servers said, and what came back later, by domain.", look => Json(look.Learning.Reports.Deliverability(look.Period, look.Store), ReportJson.Default.DeliverabilityReport)) { IsOfDays = true },
        new("cohorts", "Repeat purchases by month of the first order.", look => Json(look.Learning.Money.Cohorts(look.Store, look.Now), ReportJson.Default.CohortReport)),
        new("order-value", "Average order before and after the first journey.", look => Json(look.Learning.Money.OrderValue(look.Store), ReportJson.Default.OrderValueReport)),
        new("next-order", "Time to the next order.", look => Json(look.Learning.Money.NextOrder(look.Store), ReportJson.Default.NextOrderReport)),
        new("revenue", "Own revenue and commission by month.", look => Json(look.Learning.Money.Revenue(look.Store), ReportJson.Default.RevenueReport)),
        new("repeat", "Customers by number of orders, and how many click.", look => Json(look.Learning.Money.Repeat(look.Store), ReportJson.Default.RepeatReport)),
    ];

    private static JsonElement Json<T>(T answer, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(answer, type);
}

/// <summary>A report of the catalogue.</summary>
internal sealed record CatalogReport(string Name, string Summary, Func<ReportLook, JsonElement> Make)
{
    /// <summary>What its table (text and CSV) is made of: the report itself, unless that is no table.</summary>
    public Func<ReportLook, JsonElement> Table { get; init; } = Make;

    /// <summary>Whether it is of some days; else of all.</summary>
    public bool IsOfDays { get; init; }

    /// <summary>Whether it may be of one store; else it is of all.</summary>
    public bool IsOfStore { get; init; } = true;
}

/// <summary>What a report looks at.</summary>
internal sealed record ReportLook(LearningJob Learning, StoreDirectory Stores, IReadOnlyList<JourneyPlan> Journeys, DateInterval Period, Instant Now)
{
    /// <summary>Key of the store, where the report is of one; null = all.</summary>
    public string? Store { get; init; }
}
