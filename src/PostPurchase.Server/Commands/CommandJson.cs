using System.Text.Json.Serialization;

namespace PostPurchase.Server.Commands;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AddressLine))]
[JsonSerializable(typeof(BounceLine))]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(ProblemLine))]
[JsonSerializable(typeof(OfferLine))]
[JsonSerializable(typeof(PostPurchase.Core.Offers.OfferEvaluation))]
[JsonSerializable(typeof(AuditLine))]
[JsonSerializable(typeof(ImportedCommissions))]
[JsonSerializable(typeof(Imported))]
internal sealed partial class CommandJson : JsonSerializerContext;
