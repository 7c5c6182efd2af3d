namespace PostPurchase.Templates;

/// <summary>Reads the text of a template of one store; null where there is none.</summary>
public delegate string? TemplateText(string name);
