using NodaTime;
using PostPurchase.Core.Feedback;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

/// <summary>What <c>opened("step")</c> goes by: a person's open moves a journey, what fetches pictures for people or scans mail never does.</summary>
public sealed class OpenedTests
{
    private const string Apple = "Mozilla/5.0";
    private const string Google = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
    private const string Yahoo = "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html";

    private const string Yaml = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: suggest, email: { template: thanks, content: own, subject: Hello } }
          - { id: interested, wait: { for: 30d, until: 'opened("suggest")' } }
          - id: which
            branch:
              - { if: 'opened("suggest")', steps: [ { id: more, email: { template: thanks, content: own, subject: More } } ] }
              - { else: true, steps: [ { id: rest, email: { template: thanks, content: own, subject: Rest } } ] }
        """;

    public static TheoryData<string, AddressClass, int> Machines => new()
    {
        { Apple, AddressClass.Unknown, 3600 },
        { Google, AddressClass.Unknown, 3600 },
        { Yahoo, AddressClass.Unknown, 3600 },
        { "curl/8.5.0", AddressClass.Unknown, 3600 },
        { "", AddressClass.Unknown, 3600 },
        { ATouch.Chrome, AddressClass.Scanner, 3600 },
        { ATouch.Chrome, AddressClass.Proxy, 3600 },
        { ATouch.Chrome, AddressClass.Hosting, 3600 },
        { ATouch.Chrome, AddressClass.Unknown, 2 },
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task An_open_that_is_not_clearly_a_persons_moves_nothing(string agent, AddressClass address, int secondsAfter)
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await runner.HappensAsync(A.Order());
        await runner.DaysPassAsync(1);

        await runner.TouchedAsync("suggest", (owner, send) => ATouch.Open(owner, send, runner.Now, agent, address, Duration.FromSeconds(secondsAfter)));
        var waiting = Assert.Single(await runner.RunsAsync());
        await runner.DaysPassAsync(40);

        Assert.Equal("interested", runner.Current.Steps[waiting.Step].Id);
        Assert.Equal(["suggest", "rest"], runner.Sent.Select(sent => sent.Step));
    }

    [Fact]
    public async Task A_persons_open_moves_the_run_at_once_also_after_a_proxys()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await runner.HappensAsync(A.Order());
        await runner.DaysPassAsync(1);

        await runner.TouchedAsync("suggest", (owner, send) => ATouch.Open(owner, send, runner.Now, Google));
        await runner.TouchedAsync("suggest", (owner, send) => ATouch.Open(owner, send, runner.Now));

        Assert.Equal(["suggest", "more"], runner.Sent.Select(sent => sent.Step));
    }

    [Fact]
    public async Task A_scanner_that_follows_every_link_and_fetches_the_picture_moves_nothing()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await runner.HappensAsync(A.Order());
        await runner.DaysPassAsync(1);

        foreach (var slot in Enumerable.Range(1, 6)) await runner.TouchedAsync("suggest", (owner, send) => ATouch.Click(owner, send, runner.Now + Duration.FromMilliseconds(100 * slot), slot));
        await runner.TouchedAsync("suggest", (owner, send) => ATouch.Open(owner, send, runner.Now + Duration.FromSeconds(1)));
        await runner.DaysPassAsync(40);

        Assert.Equal(["suggest", "rest"], runner.Sent.Select(sent => sent.Step));
    }
}
