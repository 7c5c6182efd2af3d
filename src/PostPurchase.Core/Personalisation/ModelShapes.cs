using PostPurchase.Core.Purchases;
using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>The model's fields as the template check takes them.</summary>
public static class ModelShapes
{
    private static readonly HashSet<string> s_ofEveryRun = ["event", "journey", "step", "run", "links"];

    /// <summary>The whole model.</summary>
    public static ModelShape OfModel { get; } = Group(Model.Fields);

    /// <summary>The model as the runs of a journey see it: what their trigger brings is there.</summary>
    /// <param name="trigger">What starts them: <c>purchase</c>, <c>shipped</c>.</param>
    /// <param name="perLine">Whether each is about one line.</param>
    public static ModelShape OfRun(string trigger, bool perLine)
    {
        HashSet<string> there = [.. s_ofEveryRun, .. Brings(trigger)];
        if (perLine && there.Contains("purchase")) there.Add("line");
        return Group(Model.Fields, there);
    }

    private static string[] Brings(string trigger) => trigger switch
    {
        EventTypes.Purchase => ["purchase", "event.purchase"],
        EventTypes.Refund => ["purchase", "event.purchase", "event.refund"],
        EventTypes.Shipped => ["purchase", "event.purchase", "shipment", "event.shipment", "purchase.shipped_at"],
        EventTypes.Delivered => ["purchase", "event.purchase", "shipment", "event.shipment", "purchase.delivered_at"],
        EventTypes.CartAbandoned => ["cart", "event.cart"],
        EventTypes.TicketOpened or EventTypes.TicketResolved => ["event.ticket"],
        EventTypes.SurveyAnswered => ["event.survey"],
        EventTypes.Conversion => ["event.conversion"],
        _ => ["event.name"],
    };

    private static ModelShape Group(IReadOnlyList<ModelField> fields, IReadOnlySet<string>? there = null, string path = "") =>
        ModelShape.Group(fields.Select(field => KeyValuePair.Create(field.Name, Of(field, there, path + field.Name))));

    private static ModelShape Of(ModelField field, IReadOnlySet<string>? there, string path)
    {
        var shape = field.Type switch
        {
            FieldType.Text => ModelShape.Text,
            FieldType.Number or FieldType.Money => ModelShape.Number,
            FieldType.Bool => ModelShape.Bool,
            FieldType.Date => ModelShape.Date,
            FieldType.List => ModelShape.ListOf(field.Fields.Count > 0 ? Group(field.Fields, there, $"{path}[].") : ModelShape.Any),
            FieldType.Group => Group(field.Fields, there, $"{path}."),
            _ => ModelShape.Group(isOpen: true, []),
        };
        return field.Optional && there?.Contains(path) != true ? shape.OrNull() : shape;
    }
}
