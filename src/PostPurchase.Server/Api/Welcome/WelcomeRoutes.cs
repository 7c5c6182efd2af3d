using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>The addresses of the first run and of going live.</summary>
internal static class WelcomeRoutes
{
    public static void MapWelcome(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").Requires(ApiScopes.Read);
        read.MapGet("/welcome", WelcomeEndpoints.ShowAsync).WithSummary("How far the first run is, and whether it shall open by itself.").Produces<WelcomeAnswer>();
        read.MapGet("/store-settings", StoreSettingsEndpoints.Show).WithSummary("What the shop is and who its mail is from, and what of it is set elsewhere.").Produces<StoreSettingsAnswer>();
        read.MapGet("/mail-server", MailServerEndpoints.Show).WithSummary("The server that mail leaves through, without its password, and what of it is set elsewhere.").Produces<MailServerAnswer>();
        read.MapGet("/orders/loading", OrderEndpoints.Show).WithSummary("The file or store that is being loaded, or was last; nothing before the first since the start.").Produces<OrderJobAnswer>().Produces(204);
        read.MapGet("/replays/{id}/mails", ReplayEndpoints.Mails).WithSummary("Five mails of a replay, of different templates.").Produces<Items<ReplayMail>>().Produces<ErrorAnswer>(404);
        read.MapGet("/test-mails/{name}", ReplayEndpoints.TestMailAsync).WithSummary("A test mail that was kept in the outbox.").Produces<SimulatedMail>().Produces<ErrorAnswer>(404);
        read.MapGet("/go-live", GoLiveEndpoints.ShowAsync).WithSummary("What will happen when mail really leaves: checks, who is inside, what is due.").Produces<GoLiveAnswer>();

        var write = api.MapGroup("").Requires(ApiScopes.Write);
        write.MapPut("/welcome", WelcomeEndpoints.SaveAsync).WithSummary("Keeps how far the first run is.").Produces<WelcomeAnswer>().Produces<ErrorAnswer>(400);
        write.MapPost("/domain-checks", DomainEndpoint.CheckAsync).WithSummary("Asks the name server what a sender's domain has published.").Produces<DomainAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409);
        write.MapPost("/replays", ReplayEndpoints.StartAsync).WithSummary("Plays the shop's last orders, or sample ones, through all journeys in virtual time; ask for the result at /simulations/{id}.").Produces<SimulationAnswer>(202).Produces<ErrorAnswer>(422).Produces<ErrorAnswer>(429);
        write.MapPost("/replays/{id}/mails/{number:int}/send", ReplayEndpoints.SendAsync).WithSummary("Sends a mail of a replay to one address, or keeps it in the outbox where no mail server is set.")
            .Produces<TestMailAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(502);
        write.MapPost("/welcome/journeys", ShippedJourneys.AddAsync).WithSummary("Puts the shipped journeys and mails into this shop's folders where they are missing; all are drafts.").Produces<Items<string>>().Produces<ErrorAnswer>(409);

        var operate = api.MapGroup("").Requires(ApiScopes.Operate);
        operate.MapPost("/orders/files", OrderEndpoints.ReadAsync).WithSummary("Reads a file of past orders, which is the body; nothing is loaded yet.").Produces<OrderJobAnswer>().Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
        operate.MapPost("/orders/load", OrderEndpoints.LoadAsync).WithSummary("Loads the sound orders of the file that was read, as history: nothing starts.").Produces<OrderJobAnswer>(202).Produces<ErrorAnswer>(409);
        operate.MapPost("/orders/pull", ShopEndpoints.Pull).WithSummary("Reads the connected store's products and orders now.").Produces<OrderJobAnswer>(202).Produces<ErrorAnswer>(409);

        var admin = api.MapGroup("").Requires(ApiScopes.Admin);
        admin.MapPut("/store-settings", StoreSettingsEndpoints.SaveAsync).WithSummary("Changes what the shop is and who its mail is from.").Produces<StoreSettingsAnswer>().Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
        admin.MapPut("/mail-server", MailServerEndpoints.SaveAsync).WithSummary("Changes the server that mail leaves through; an empty host takes it away. The password is kept for the server only.").Produces<MailServerAnswer>().Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
        admin.MapPost("/mail-server/test", MailServerEndpoints.TestAsync).WithSummary("Sends one message through the server as it is typed, saved or not.").Produces<TestMailAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422).Produces<ErrorAnswer>(502);
        admin.MapPost("/shop-connection/try", ShopEndpoints.TryAsync).WithSummary("Tries a store's API token; keeps nothing.").Produces<ShopTestAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
        admin.MapPut("/shop-connection", ShopEndpoints.ConnectAsync).WithSummary("Tries a store's API token, keeps it and reads products and orders.").Produces<OrderJobAnswer>(202).Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
        admin.MapPut("/shop-connection/secret", ShopEndpoints.SecretAsync).WithSummary("Keeps the secret that signs the connected store's webhooks.").Produces(204).Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
        admin.MapDelete("/shop-connection", ShopEndpoints.DisconnectAsync).WithSummary("Forgets the store's API and its token.").Produces(204).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
        admin.MapPut("/mail-mode", GoLiveEndpoints.SwitchAsync).WithSummary("Changes how mail leaves, with the next start; where the server can, it begins anew by itself.").Produces<GoLiveAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(409).Produces<ErrorAnswer>(422);
    }
}
