namespace PostPurchase.Templates;

/// <summary>
/// A second body for a built-in whose text result is mostly written at once: adds exactly the text of the result to the output, without
/// a string in between. It charges nothing for what it writes.
/// </summary>
public delegate void BuiltinWriter(CallContext call, ReadOnlySpan<Value> args, TextBuffer output);
