using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>The model's fields as the template check takes them.</summary>
public static class ModelShapes
{
    /// <summary>The whole model.</summary>
    public static ModelShape OfModel { get; } = Group(Model.Fields);

    private static ModelShape Group(IReadOnlyList<ModelField> fields) => ModelShape.Group(fields.Select(field => KeyValuePair.Create(field.Name, Of(field))));

    private static ModelShape Of(ModelField field)
    {
        var shape = field.Type switch
        {
            FieldType.Text => ModelShape.Text,
            FieldType.Number or FieldType.Money => ModelShape.Number,
            FieldType.Bool => ModelShape.Bool,
            FieldType.Date => ModelShape.Date,
            FieldType.List => ModelShape.ListOf(field.Fields.Count > 0 ? Group(field.Fields) : ModelShape.Any),
            FieldType.Group => Group(field.Fields),
            _ => ModelShape.Group(isOpen: true, []),
        };
        return field.Optional ? shape.OrNull() : shape;
    }
}
