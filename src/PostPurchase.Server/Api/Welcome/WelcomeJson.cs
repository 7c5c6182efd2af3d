using System.Text.Json.Serialization;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>What is asked and answered by the first run: every member is there, null where there is nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(WelcomeState))]
[JsonSerializable(typeof(WelcomeAnswer))]
[JsonSerializable(typeof(WelcomeProgress))]
[JsonSerializable(typeof(StoreSettingsAnswer))]
[JsonSerializable(typeof(StoreSettingsBody))]
[JsonSerializable(typeof(ShopBody))]
[JsonSerializable(typeof(ShopTestAnswer))]
[JsonSerializable(typeof(OrderJobAnswer))]
[JsonSerializable(typeof(DomainBody))]
[JsonSerializable(typeof(DomainAnswer))]
[JsonSerializable(typeof(ReplayBody))]
[JsonSerializable(typeof(Items<ReplayMail>))]
[JsonSerializable(typeof(ReplaySend))]
[JsonSerializable(typeof(GoLiveAnswer))]
[JsonSerializable(typeof(MailModeBody))]
[JsonSerializable(typeof(MailServerAnswer))]
[JsonSerializable(typeof(MailServerBody))]
[JsonSerializable(typeof(MailServerTest))]
internal sealed partial class WelcomeJson : JsonSerializerContext;
