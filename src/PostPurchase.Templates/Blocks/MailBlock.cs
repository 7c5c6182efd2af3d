namespace PostPurchase.Templates;

/// <summary>One include of a mail that is a list of includes.</summary>
/// <param name="Index">Its place in the list, from 0; edits name blocks by it.</param>
/// <param name="Unit">Blocks of one unit stand in the same <c>if</c> and move together; units are numbered from 0.</param>
/// <param name="Partial">The partial.</param>
/// <param name="Values">The values that the include gives, in the order written.</param>
/// <param name="Condition">The source of the <c>if</c> that it stands in; null where it is always shown.</param>
/// <param name="IsHidden">Whether it stands in an <c>if false</c>.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record MailBlock(int Index, int Unit, string Partial, IReadOnlyList<BlockValue> Values, string? Condition, bool IsHidden, int Line);

/// <summary>A value that a block gives to a field of its partial.</summary>
/// <param name="Name">The field.</param>
/// <param name="Source">The value as it is written: <c>"Hi"</c>, <c>(slots.title ?? "Hi")</c>, <c>store.url</c>.</param>
/// <param name="Text">
/// The plain text, number or truth in it that people can edit without knowing the language, also where it is a fallback: <c>(slots.title ?? "Hi")</c>
/// has the text Hi; null where the value is code.
/// </param>
/// <param name="Mixed">The value as text with fields in it, <c>About {{ product }}</c>, also where it is the fallback of a slot; null where it is other code.</param>
/// <param name="WhyCode">Why it is not, for people; null where it is.</param>
public sealed record BlockValue(string Name, string Source, string? Text, string? Mixed, string? WhyCode);
