namespace PostPurchase.Templates;

/// <summary>A field of the model that a template reads, where it does so first.</summary>
/// <param name="Path">Its path; items of a list are <c>[]</c>: <c>purchase.lines[].name</c>.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record TemplateField(string Path, int Line, int Column);
