using System.Text;
using PostPurchase.Core.Purchases;
using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>Free data as template values.</summary>
internal static class FreeValues
{
    public static Value Read(FreeData data) => data.IsEmpty ? Value.From(new ValueObject().Freeze()) : JsonModel.Parse(Encoding.UTF8.GetBytes(data.Json));
}
