namespace PostPurchase.Server.Tests.Contract;

/// <summary>One thing that users and scripts rely on, and the tests that hold it.</summary>
/// <param name="Section">Where it belongs: 1 journeys, 2 events, 3 command line, 4 web, 5 settings.</param>
/// <param name="Words">What is promised, in a sentence; unique.</param>
/// <param name="Tests"><c>Class.Method</c> of tests anywhere under tests/; empty only with a <paramref name="NotHere"/>.</param>
/// <param name="NotHere">What of it is not in this version, said plainly; null where all of it is.</param>
internal sealed record ContractRow(int Section, string Words, string[] Tests, string? NotHere = null);
