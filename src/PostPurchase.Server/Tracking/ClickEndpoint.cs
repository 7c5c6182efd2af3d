using PostPurchase.Core.Attribution;
using PostPurchase.Core.Feedback;

namespace PostPurchase.Server.Tracking;

/// <summary><c>/c/{token}</c>: leads to the address that is stored with the mail, and to nothing else; who came is recorded afterwards.</summary>
internal static class ClickEndpoint
{
    public static IResult Follow(HttpContext context, string token, MailLinks links, TouchRecorder touches)
    {
        if (links.Find(token) is not { } mail || links.TargetsOf(mail.Send.Id) is not { } targets || targets.Follow(mail.Slot, token.ToLowerInvariant()) is not { } target) return Page.Gone(context);
        touches.Clicked(context, mail, RoleOf(targets.LinkOf(mail.Slot)!.Kind), targets.Links.Count);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        // Better another page than one that is not there.
        if (targets.LinkOf(mail.Slot) is { Kind: LinkKind.Offer, Offer: { } offer }) target = links.InsteadOf(mail, offer, token.ToLowerInvariant()) ?? target;
        return Results.Redirect(Core.Offers.WebText.ToAscii(target));
    }

    private static LinkRole RoleOf(LinkKind kind) => kind switch
    {
        LinkKind.Offer => LinkRole.Offer,
        LinkKind.Content => LinkRole.Content,
        LinkKind.Honeypot => LinkRole.Honeypot,
        _ => LinkRole.Service,
    };
}
