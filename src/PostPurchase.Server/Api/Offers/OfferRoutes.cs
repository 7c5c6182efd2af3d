using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Offers;

/// <summary>The addresses of the catalogue, programs, coupon pools and compliance.</summary>
internal static class OfferRoutes
{
    public static void MapOffers(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").Requires(ApiScopes.Read);
        read.MapGet("/offers", OfferEndpoints.List).WithSummary("The catalogue by id; `q` looks in names, ids, categories and tags.").Produces<Items<OfferRow>>().Produces<ErrorAnswer>(400);
        read.MapGet("/offers/files", OfferFileEndpoints.List).WithSummary("The offers files with their problems.").Produces<Items<OfferFileAnswer>>();
        read.MapGet("/offers/files/{name}", OfferFileEndpoints.Show).WithSummary("The text of one file.").Produces<OfferFileAnswer>().Produces<ErrorAnswer>(404);
        read.MapGet("/offers/vocabulary", OfferCheckEndpoint.Vocabulary).WithSummary("Networks, categories, tags and products that forms offer.").Produces<OfferVocabulary>();
        read.MapPost("/offer-checks", OfferCheckEndpoint.Check).WithSummary("Reads a text that is not saved: its problems, and how the links of its program and of one offer look.").Produces<OfferCheck>().Produces<ErrorAnswer>(400);
        read.MapGet("/offers/feeds", FeedEndpoints.List).WithSummary("The feeds that are fetched by themselves, with their last fetch.").Produces<FeedsAnswer>();
        read.MapGet("/programs", OfferEndpoints.Programs).WithSummary("The programs with their terms.").Produces<Items<ProgramRow>>();
        read.MapGet("/coupons", CouponEndpoints.List).WithSummary("The coupon pools with what they have.").Produces<Items<CouponRow>>();
        read.MapGet("/compliance", ComplianceEndpoints.List).WithSummary("What law and terms say about all journeys, mails and programs.").Produces<Items<FindingRow>>();
        read.MapGet("/compliance/overrides", ComplianceEndpoints.Overrides).WithSummary("Findings that somebody answers or answered for, newest first.").Produces<Items<OverrideRow>>().Produces<ErrorAnswer>(400);
        read.MapGet("/deliveries/{id}/offers", OfferEndpoints.WhyAsync).WithSummary("Why a mail shows its offers, and why not others.").Produces<PickAnswer>().Produces<ErrorAnswer>(404);
        var write = api.MapGroup("").Requires(ApiScopes.Write);
        write.MapPut("/offers/files/{name}", OfferFileEndpoints.SaveAsync).WithSummary("Writes one file, where it has no error; with If-Match (the hash that was seen) or If-None-Match: * only where nobody was faster.")
            .Produces<OfferFileAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409).Produces<OfferFileConflict>(412).Produces<OfferFileAnswer>(422);
        write.MapDelete("/offers/files/{name}", OfferFileEndpoints.DeleteAsync).WithSummary("Deletes one file that no journey needs; the answer is what it said, so that it can be put back.")
            .Produces<OfferFileAnswer>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409).Produces<OfferFileConflict>(412);
        write.MapPost("/offers/import", OfferEndpoints.ImportAsync).WithSummary("Takes a product feed: CSV, Google Shopping XML or JSON. Bad rows are set aside and listed.").Produces<FeedAnswer>().Produces<ErrorAnswer>(400);
        write.MapPost("/compliance/overrides", ComplianceEndpoints.OverrideAsync).WithSummary("Answers for one finding as it stands, with a reason.").Produces<OverrideRow>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        write.MapDelete("/compliance/overrides/{id:long}", ComplianceEndpoints.TakeBackAsync).WithSummary("Takes an override back.").Produces<OverrideRow>().Produces<ErrorAnswer>(404);
        write.MapPost("/coupons/{pool}/codes", CouponEndpoints.AddAsync).WithSummary("Adds codes to a pool.").Produces<CodesAnswer>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
    }
}
