namespace PostPurchase.Mail.Tests.Rules;

/// <summary>One rule that our mail keeps, and the tests that hold it.</summary>
/// <param name="Subject">What it is about; unique.</param>
/// <param name="Source">The standard or the provider that asks for it.</param>
/// <param name="Words">The rule.</param>
/// <param name="Tests"><c>Class.Method</c> of tests anywhere under tests/; empty only with a <paramref name="NotHere"/>.</param>
/// <param name="NotHere">What of the rule is not done here, said plainly; null where all of it is.</param>
internal sealed record MailRule(string Subject, string Source, string Words, string[] Tests, string? NotHere = null);
