using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Intake;
using PostPurchase.Server.Api;
using PostPurchase.Server.Tests.Hosting;
using PostPurchase.Server.Webhooks;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Contract;

/// <summary>What the contract says of addresses, limits, answers and kinds of sources is what the server declares.</summary>
public sealed class WebTextTests
{
    [ContractFact]
    public async Task Every_address_that_is_said_is_served()
    {
        await using var server = await RunningServer.StartAsync();
        var served = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}").ToList();
        var line = ContractText.Section(4).Split('\n')[1];

        var said = ContractText.Code(Regex.Replace(line, @"`[^`]*` [^·]*\[later\]", "")).Where(path => path.Length > 1).ToList();

        Assert.True(said.Count >= 12, $"only {said.Count} addresses were found");
        Assert.DoesNotContain(said, path => !served.Exists(route => path.EndsWith('*') ? route.StartsWith(path[..^1], StringComparison.Ordinal) : Takes(route, path)));
        Assert.DoesNotContain(served, route => Takes(route, "/nobody/{token}"));
    }

    [ContractFact]
    public async Task The_description_of_events_has_the_answers_that_are_said()
    {
        await using var server = await RunningServer.StartAsync();
        using var document = JsonDocument.Parse(await (await server.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync());
        var described = document.RootElement.GetProperty("paths").GetProperty("/api/v1/events").GetProperty("post").GetProperty("responses").EnumerateObject().Select(answer => answer.Name);

        // 401 is of every address that needs a key.
        var said = Regex.Matches(ContractText.Line(2, "- Answers:"), @"\b([245]\d\d)\b(?= stored| malformed| over| with Retry| when)").Select(match => match.Value).Distinct();

        Assert.Equal(["200", "400", "413", "429", "503"], said.Order());
        Assert.Equal(said.Order(), described.Order());
    }

    [ContractFact]
    public void Bodies_are_as_long_as_is_said()
    {
        const int Mebibyte = 1024 * 1024;

        Assert.Equal(EventsEndpoint.MostBytes, Number(2, "up to 1,000, (\\d+) MiB") * Mebibyte);
        Assert.Equal(HookEndpoint.MostBytes, Number(2, "413 over (\\d+) MiB \\(hooks\\)") * Mebibyte);
    }

    [ContractFact]
    public void Orders_are_old_and_promotion_rests_for_as_long_as_is_said()
    {
        var rules = new IntakeRules { Enroll = (_, _) => throw new InvalidOperationException("nothing comes in") };

        Assert.Equal(Number(2, "is over (\\d+) h old"), rules.OldAfter.TotalHours);
        Assert.Equal(Number(2, "promotion held for (\\d+) days"), rules.GoodwillRest.TotalDays);
    }

    [ContractFact]
    public void Sources_are_of_the_kinds_that_are_said()
    {
        var line = ContractText.Line(2, "Source kinds:");
        var (now, later) = (ContractText.Find(line, "kinds: (.*?) \\(now\\)").Split(", "), ContractText.Find(line, "now\\); (.*?) \\(").Split(", "));

        Assert.Empty(now.Except(SourceKinds.Available));
        Assert.Equal(now.Concat(later).Order(), SourceKinds.Available.Concat(SourceKinds.Reserved).Order());
    }

    private static int Number(int section, string pattern) => int.Parse(ContractText.Find(ContractText.Section(section), pattern), CultureInfo.InvariantCulture);

    // What takes every address is the app, not one of these.
    private static bool Takes(string route, string path) =>
        !route.Contains("{*", StringComparison.Ordinal) && Regex.IsMatch(Regex.Replace(path, "{[^}]*}", "x"), $"^{string.Join("[^/]+", Regex.Split(route, "{[^}]*}").Select(Regex.Escape))}$");
}
