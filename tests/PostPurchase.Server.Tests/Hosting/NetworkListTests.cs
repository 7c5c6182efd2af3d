using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using PostPurchase.Core.Feedback;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Tracking;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>The owner's lists of networks: what they say of a visitor, and what is kept of it.</summary>
public sealed partial class NetworkListTests : IDisposable
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
    private static readonly Instant s_noon = Instant.FromUtc(2026, 1, 2, 12, 0);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_list_that_changes_is_read_again()
    {
        _folder.Write("hosting.txt", "203.0.113.0/24");
        var lists = Lists();
        Assert.Empty(lists.Refresh(s_noon));
        var before = lists.ClassOf(IPAddress.Parse("198.51.100.1"));

        _folder.Write("hosting.txt", "203.0.113.0/24\n198.51.100.0/24");
        lists.Refresh(s_noon + Duration.FromMinutes(1));

        Assert.Equal((AddressClass.Unknown, AddressClass.Hosting), (before, lists.ClassOf(IPAddress.Parse("198.51.100.1"))));
    }

    [Fact]
    public void A_list_with_a_bad_line_leaves_what_was_known_and_is_said_once()
    {
        _folder.Write("hosting.txt", "203.0.113.0/24");
        var lists = Lists();
        lists.Refresh(s_noon);

        _folder.Write("hosting.txt", "203.0.113.0/24\nnonsense");
        var problems = lists.Refresh(s_noon + Duration.FromMinutes(1));

        Assert.StartsWith("hosting.txt:2: `nonsense`", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Empty(lists.Refresh(s_noon + Duration.FromMinutes(2)));
        Assert.Equal(AddressClass.Hosting, lists.ClassOf(IPAddress.Parse("203.0.113.1")));
    }

    [Fact]
    public async Task A_visitor_from_a_listed_network_is_judged_by_it_and_only_the_class_is_kept()
    {
        await using var server = await RunningServer.StartAsync(Fill, ("Security:TrustForwardedFor", "true"), ("Tracking:Networks:scanner", "scanners.txt"));
        var path = new Uri(Link().Match(await TrackingTests.FirstMailAsync(server)).Groups[1].Value).AbsolutePath;

        foreach (var address in new[] { "203.0.113.77", "198.51.100.9" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Add("X-Forwarded-For", address);
            request.Headers.UserAgent.ParseAdd(Chrome);
            await server.Client.SendAsync(request);
        }

        await Eventually.TrueAsync(() => Touches(server).Count == 2);
        Assert.Equal([AddressClass.Unknown, AddressClass.Scanner], Touches(server).Select(touch => touch.Class).Order());
        Assert.Contains(Touches(server), touch => touch == (AddressClass.Scanner, TouchReason.ScannerNetwork));
    }

    public void Dispose() => _folder.Dispose();

    private NetworkLists Lists() => new(new Dictionary<AddressClass, string> { [AddressClass.Hosting] = Path.Combine(_folder.Path, "hosting.txt") });

    private static List<(AddressClass Class, TouchReason Reason)> Touches(RunningServer server) =>
        server.Runner.Database.Read(session => session[s_touches].All(row => ((AddressClass)row.Int(0), (TouchReason)row.Int(1))));

    private static void Fill(TemporaryFolder folder)
    {
        TrackingTests.WriteJourney(folder);
        folder.Write("scanners.txt", "203.0.113.0/24   # the company's mail gateway");
    }

    private static readonly Sql s_touches = new("select address_class, reason from touch");

    [GeneratedRegex("href=\"([^\"]*/c/[a-z0-9]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
