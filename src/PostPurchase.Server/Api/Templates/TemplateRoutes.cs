using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Templates;

/// <summary>The addresses of mails and their pictures.</summary>
internal static class TemplateRoutes
{
    public static void MapTemplates(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").Requires(ApiScopes.Read);
        read.MapGet("/templates", TemplateEndpoints.List).WithSummary("All templates.").Produces<Items<TemplateRow>>();
        read.MapGet("/templates/{name}", TemplateEndpoints.Show).WithSummary("One template: its text with the hash for If-Match, blocks and problems.").Produces<TemplateDetail>().Produces<ErrorAnswer>(404);
        read.MapGet("/template-vocabulary", TemplateEndpoints.Vocabulary).WithSummary("Partials, fields and functions that mails may use.").Produces<TemplateVocabulary>();
        read.MapGet("/template-samples", () => TypedResults.Json(new Items<string>(ShippedTemplates.Names, null), TemplateJson.Default.ItemsString)).WithSummary("The shipped mails, to start from.").Produces<Items<string>>();
        read.MapPost("/template-checks", TemplateEndpoints.Check).WithSummary("Reads and checks a text that is not saved.").Produces<TemplateReading>().Produces<ErrorAnswer>(400);
        read.MapPost("/template-edits", TemplateEndpoints.Edit).WithSummary("Edits one block of a text that is not saved.").Produces<TemplateReading>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(422);
        read.MapGet("/images", ImageEndpoints.List).WithSummary("Pictures that were uploaded, newest first.").Produces<Items<ImageRow>>();

        var write = api.MapGroup("").Requires(ApiScopes.Write);
        write.MapPost("/templates", TemplateSaving.CreateAsync).WithSummary("Makes a template, empty or as a copy, or a text in another language.").Produces<TemplateDetail>(201).Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        write.MapPut("/templates/{name}", TemplateSaving.SaveAsync).WithSummary("Saves a text on top of the one whose hash is in If-Match; refuses one with errors.")
            .Produces<TemplateDetail>().Produces<ErrorAnswer>(404).Produces<TemplateConflict>(412).Produces<TemplateReading>(422).Produces<ErrorAnswer>(428);
        write.MapDelete("/templates/{name}", TemplateSaving.DeleteAsync).WithSummary("Deletes a template that no journey sends; the answer is what it said, so that it can be put back.").Produces<DeletedTemplate>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        write.MapPost("/template-tests", TestMailEndpoint.SendAsync).WithSummary("Sends a preview to one address, or keeps it in the outbox while mail is captured.").Produces<TestMailAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(422).Produces<ErrorAnswer>(502);
        write.MapPost("/images", ImageEndpoints.AddAsync).WithSummary("Takes a picture (PNG, JPEG, GIF or WebP) as the body of the request.")
            .Produces<ImageRow>(201).Produces<ErrorAnswer>(413).Produces<ErrorAnswer>(415);
    }

    public static void MapImages(this WebApplication app) => app.MapGet("/a/{hash}", ImageEndpoints.Show).ExcludeFromDescription();
}
