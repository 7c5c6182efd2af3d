using PostPurchase.Server.Api;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Access;

/// <summary>Signing in, accounts, keys and the audit, under <c>/api/v1</c>.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithTags("access");
        api.RefuseOtherCursors();
        api.MapGet("/me", MeEndpoints.ShowAsync).WithSummary("Who calls, and what they may do.").Produces<MeAnswer>();
        api.MapPost("/login", MeEndpoints.LoginAsync).WithSummary("Signs a browser in.").Produces<MeAnswer>().Produces<ErrorAnswer>(401).Produces<ErrorAnswer>(429);
        api.MapPost("/setup", MeEndpoints.SetupAsync).WithSummary("Makes the first account with the token that serve prints.").Produces<MeAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409);
        var signedIn = api.MapGroup("").Requires(ApiScopes.Read);
        signedIn.MapPost("/logout", MeEndpoints.LogoutAsync).WithSummary("Signs this browser out.");
        signedIn.MapGet("/logins", MeEndpoints.Logins).WithSummary("Where the caller is signed in.").Produces<Items<LoginRow>>();
        signedIn.MapDelete("/logins/{id}", MeEndpoints.EndLoginAsync).WithSummary("Signs another browser of the caller out.").Produces<ErrorAnswer>(404);
        signedIn.MapPost("/me/password", MeEndpoints.ChangePasswordAsync).WithSummary("Changes the caller's password; other browsers are signed out.").Produces<ErrorAnswer>(400);
        var operate = api.MapGroup("").Requires(ApiScopes.Operate);
        operate.MapGet("/keys", KeyEndpoints.List).WithSummary("API keys, without their secrets.").Produces<Items<KeyRow>>();
        operate.MapPost("/keys", KeyEndpoints.AddAsync).WithSummary("Makes a key; its secret is shown this once.").Produces<NewKey>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409);
        operate.MapDelete("/keys/{name}", KeyEndpoints.RevokeAsync).WithSummary("Revokes a key at once.").Produces<ErrorAnswer>(403).Produces<ErrorAnswer>(404);
        operate.MapGet("/audit", AuditEndpoint.List).WithSummary("Who changed what, newest first.").Produces<Items<AuditRow>>().Produces<ErrorAnswer>(400);
        var admin = api.MapGroup("").Requires(ApiScopes.Admin);
        admin.MapGet("/accounts", AccountEndpoints.List).WithSummary("People who may sign in.").Produces<Items<AccountRow>>();
        admin.MapPost("/accounts", AccountEndpoints.AddAsync).WithSummary("Makes an account.").Produces<AccountRow>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409);
        admin.MapPut("/accounts/{name}", AccountEndpoints.ChangeAsync).WithSummary("Changes a role or sets a password.").Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        admin.MapDelete("/accounts/{name}", AccountEndpoints.RemoveAsync).WithSummary("Removes an account and signs it out.").Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
    }
}
