namespace PostPurchase.Templates;

/// <summary>
/// The body of a built-in. <paramref name="args"/> has one converted value for each parameter that is not variadic (defaults filled in),
/// then those of the variadic one. It fails by throwing <see cref="CallContext.Fail"/>, and charges <see cref="CallContext.Budget"/>
/// before it loops over data or allocates.
/// </summary>
public delegate Value BuiltinFunction(CallContext call, ReadOnlySpan<Value> args);

/// <summary>
/// A second body for a built-in whose text result is mostly written at once: adds exactly the text of the result to the output, without
/// a string in between. It charges nothing for what it writes.
/// </summary>
public delegate void BuiltinWriter(CallContext call, ReadOnlySpan<Value> args, TextBuffer output);
