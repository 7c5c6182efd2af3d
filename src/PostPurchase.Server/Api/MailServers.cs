using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

/// <summary>Mail servers that take nothing at the moment, for the health page and the first page.</summary>
internal static class MailServers
{
    /// <summary>One incident for each, by name of the transport.</summary>
    public static IReadOnlyList<Incident> Incidents(RunnerService runner) =>
    [
        .. runner.Engine.Delivery.Outlet.Troubles.Select(trouble => new Incident(
            Form.At(trouble.Since), $"the mail server '{trouble.Name}' takes no mail", $"{trouble.Text}; mail waits and is tried again, for four days")),
    ];
}
