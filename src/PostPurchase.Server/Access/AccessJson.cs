using System.Text.Json.Serialization;
using PostPurchase.Server.Api;

namespace PostPurchase.Server.Access;

/// <summary>Bodies and answers about who may do what; unknown members are refused.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(MeAnswer))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(SetupRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(Items<LoginRow>))]
[JsonSerializable(typeof(Items<KeyRow>))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(Items<AuditRow>))]
[JsonSerializable(typeof(Items<AccountRow>))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(AccountEdit))]
internal sealed partial class AccessJson : JsonSerializerContext;
