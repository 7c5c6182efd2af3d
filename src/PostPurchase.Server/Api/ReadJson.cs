using System.Text.Json.Serialization;

namespace PostPurchase.Server.Api;

/// <summary>What the app reads: every member is there, null where there is nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(Attention))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(Items<JourneyRow>))]
[JsonSerializable(typeof(JourneyDetail))]
[JsonSerializable(typeof(ValidateRequest))]
[JsonSerializable(typeof(ValidateAnswer))]
[JsonSerializable(typeof(Items<DeliveryRow>))]
[JsonSerializable(typeof(DeliveryDetail))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(DecidedAnswer))]
[JsonSerializable(typeof(Items<CustomerRow>))]
[JsonSerializable(typeof(CustomerStory))]
[JsonSerializable(typeof(ErasedAnswer))]
[JsonSerializable(typeof(PauseRequest))]
[JsonSerializable(typeof(ConsentRequest))]
[JsonSerializable(typeof(SuppressRequest))]
[JsonSerializable(typeof(Items<PurchaseRow>))]
[JsonSerializable(typeof(Items<WebhookRow>))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(Items<SourceAnswer>))]
[JsonSerializable(typeof(NewSecretBody))]
[JsonSerializable(typeof(NewSecretAnswer))]
[JsonSerializable(typeof(Items<BrakeRow>))]
internal sealed partial class ReadJson : JsonSerializerContext;

/// <summary>A page of a list.</summary>
/// <param name="List">In order; named items outside.</param>
/// <param name="Next">Where the next page starts, or null.</param>
internal sealed record Items<T>([property: JsonPropertyName("items")] IReadOnlyList<T> List, string? Next);
