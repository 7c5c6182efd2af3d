using PostPurchase.Core.Journeys.Files;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>A webhook step whose address says itself that nothing is ever posted to it.</summary>
public sealed class WebhookAddressTests
{
    private static readonly FileCatalog s_catalog = FileCatalog.Open with { WhyClosed = url => url.Host is "127.0.0.1" or "localhost" ? $"{url.Host} is closed" : null };

    [Theory]
    [InlineData("http://127.0.0.1/hook", true)]
    [InlineData("http://localhost:8080/hook/{{ purchase.id }}", true)]
    [InlineData("http://localhost?order={{ purchase.id }}", true)]
    [InlineData("http://127.0.0.1{{ purchase.id }}.shop.example/hook", false)]
    [InlineData("https://{{ purchase.id }}.shop.example/hook", false)]
    [InlineData("https://hooks.shop.example/127.0.0.1", false)]
    public void An_address_that_is_never_posted_to_is_warned_of_at_its_place(string url, bool isTold)
    {
        var reading = JourneyFile.Read("hook.yaml", Text(url), s_catalog);

        Assert.NotNull(reading.Plan);
        var problem = reading.Problems.SingleOrDefault();
        Assert.Equal(isTold ? ((string?)ProblemCode.ClosedAddress, 6, 10, false) : (null, 0, 0, false), (problem?.Code, problem?.Line ?? 0, problem?.Column ?? 0, problem?.IsError ?? false));
        Assert.Equal(isTold ? "steps[0].webhook.url" : "", problem?.Path ?? "");
    }

    [Fact]
    public void Where_nobody_knows_what_is_closed_nothing_is_said() =>
        Assert.Empty(JourneyFile.Read("hook.yaml", Text("http://localhost/hook"), FileCatalog.Open).Problems);

    private static string Text(string url) => $"""
        journey: hook
        trigger: {"{ on: purchase }"}
        steps:
        - id: tell
          webhook:
            url: "{url}"
            body: x
        """;
}
