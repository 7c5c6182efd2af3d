using System.Text.Json.Serialization;

namespace PostPurchase.Server.Api.Templates;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Items<TemplateRow>))]
[JsonSerializable(typeof(TemplateDetail))]
[JsonSerializable(typeof(TemplateReading))]
[JsonSerializable(typeof(TemplateText))]
[JsonSerializable(typeof(TemplateEdit))]
[JsonSerializable(typeof(NewTemplate))]
[JsonSerializable(typeof(DeletedTemplate))]
[JsonSerializable(typeof(TemplateConflict))]
[JsonSerializable(typeof(TemplateVocabulary))]
[JsonSerializable(typeof(Items<string>))]
[JsonSerializable(typeof(ImageRow))]
[JsonSerializable(typeof(Items<ImageRow>))]
[JsonSerializable(typeof(TestMailBody))]
[JsonSerializable(typeof(TestMailAnswer))]
internal sealed partial class TemplateJson : JsonSerializerContext;
