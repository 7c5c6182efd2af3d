using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Offers;

/// <summary>The addresses of the catalogue, programs, coupon pools and compliance.</summary>
internal static class OfferRoutes
{
    public static void MapOffers(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").Requires(ApiScopes.Read);
        read.MapGet("/offers", OfferEndpoints.List).WithSummary("The catalogue by id; `q` looks in names, ids, categories and tags.").Produces<Items<OfferRow>>();
        read.MapGet("/offers/files", OfferFileEndpoints.List).WithSummary("The offers files with their problems.").Produces<Items<OfferFileAnswer>>();
        read.MapGet("/offers/files/{name}", OfferFileEndpoints.Show).WithSummary("The text of one file.").Produces<OfferFileAnswer>().Produces<ErrorAnswer>(404);
        read.MapGet("/programs", OfferEndpoints.Programs).WithSummary("The programs with their terms.").Produces<Items<ProgramRow>>();
        read.MapGet("/coupons", CouponEndpoints.List).WithSummary("The coupon pools with what they have.").Produces<Items<CouponRow>>();
        read.MapGet("/compliance", OfferEndpoints.Compliance).WithSummary("What law and terms say about all journeys, mails and programs.").Produces<Items<FindingRow>>();
        read.MapGet("/deliveries/{id}/offers", OfferEndpoints.WhyAsync).WithSummary("Why a mail shows its offers, and why not others.").Produces<PickAnswer>().Produces<ErrorAnswer>(404);
        var write = api.MapGroup("").Requires(ApiScopes.Write);
        write.MapPut("/offers/files/{name}", OfferFileEndpoints.SaveAsync).WithSummary("Writes one file, where it has no error.").Produces<OfferFileAnswer>().Produces<ErrorAnswer>(400).Produces<OfferFileAnswer>(422);
        write.MapPost("/offers/import", OfferEndpoints.ImportAsync).WithSummary("Takes a product feed: CSV, Google Shopping XML or JSON. Bad rows are set aside and listed.").Produces<FeedAnswer>().Produces<ErrorAnswer>(400);
        write.MapPost("/coupons/{pool}/codes", CouponEndpoints.AddAsync).WithSummary("Adds codes to a pool.").Produces<CodesAnswer>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
    }
}
