namespace PostPurchase.Templates;

/// <summary>Finds a partial by name; null where there is none. Throws <see cref="TemplateException"/> where it cannot be parsed; an error in line 0 gets the place of the include.</summary>
public delegate Template? IncludeSource(string name);
