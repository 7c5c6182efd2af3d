using System.Text.Json;
using System.Text.Json.Serialization;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>The documents inside rows. Our own short form, not the canonical one of the contract: only we read it.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(InstantConverter), typeof(CurrencyConverter), typeof(MoneyConverter), typeof(LocalDateConverter), typeof(FreeDataConverter)])]
[JsonSerializable(typeof(RefundFacts))]
[JsonSerializable(typeof(EventDocument))]
[JsonSerializable(typeof(WaitingDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(Core.Customers.JourneyChanges))]
[JsonSerializable(typeof(SendDocument))]
[JsonSerializable(typeof(ProgramTermsDocument))]
[JsonSerializable(typeof(Core.Offers.CatalogueItem))]
[JsonSerializable(typeof(IReadOnlyList<Core.Offers.RefusedRow>))]
[JsonSerializable(typeof(Learning.AssociationDocument))]
[JsonSerializable(typeof(ExperimentDocument))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Core.Personalisation.StoreLook))]
[JsonSerializable(typeof(Core.Attribution.ConversionReport))]
[JsonSerializable(typeof(Learning.ConversionDocument))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    public static T Read<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new InvalidOperationException($"a stored {typeof(T).Name} is null");
}
