namespace PostPurchase.Templates;

/// <summary>Finds a partial by name; null where there is none. Throws <see cref="TemplateException"/> where it cannot be parsed.</summary>
public delegate Template? IncludeSource(string name);
