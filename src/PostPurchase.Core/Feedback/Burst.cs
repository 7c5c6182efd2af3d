using NodaTime;

namespace PostPurchase.Core.Feedback;

/// <summary>Several links of one mail followed within seconds.</summary>
/// <param name="Clicks">Indexes of its clicks, in time order.</param>
/// <param name="EndAt">Its last click.</param>
/// <param name="IsCertain">False where a quick person could have done it.</param>
internal sealed record Burst(IReadOnlyList<int> Clicks, Instant EndAt, bool IsCertain);
