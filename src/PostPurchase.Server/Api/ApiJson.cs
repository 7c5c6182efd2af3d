using System.Text.Json.Serialization;
using PostPurchase.Server.Webhooks;

namespace PostPurchase.Server.Api;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(HookAnswer))]
[JsonSerializable(typeof(EventAnswer))]
[JsonSerializable(typeof(EventListAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext;
