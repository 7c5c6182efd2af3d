namespace PostPurchase.Templates;

/// <summary>
/// The body of a built-in. <paramref name="args"/> has one converted value for each parameter that is not variadic (defaults filled in),
/// then those of the variadic one. It fails by throwing <see cref="CallContext.Fail"/>, and charges <see cref="CallContext.Budget"/>
/// before it loops over data or allocates.
/// </summary>
public delegate Value BuiltinFunction(CallContext call, ReadOnlySpan<Value> args);
