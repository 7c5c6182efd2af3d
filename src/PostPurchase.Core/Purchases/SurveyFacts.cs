namespace PostPurchase.Core.Purchases;

/// <summary>An answer to a survey: its name, the score on that survey's own scale, and what was written.</summary>
public sealed record SurveyFacts(string Name, decimal? Score, string? Comment);
