namespace PostPurchase.Mail.Deliverability;

/// <summary>One thing about a message that mailbox providers hold against it.</summary>
/// <param name="Code">Stable key in snake_case, for example <c>one_click_missing</c>.</param>
/// <param name="IsSerious">True where providers reject or file as spam, false where it merely costs something.</param>
/// <param name="Text">What is wrong and what to do, with the values.</param>
public sealed record LintFinding(string Code, bool IsSerious, string Text);
