using PostPurchase.Core.Feedback;
using Xunit;

namespace PostPurchase.Core.Tests.Feedback;

public sealed class TouchRulesTests
{
    private static readonly TouchVerdict Human = new(TouchActor.Human, TouchReason.None);

    [Fact]
    public void A_click_an_hour_later_is_a_person() => Assert.Equal([Human], TouchRules.Judge([A.Click()]));

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public void Other_methods_are_machines(string method) => Expect(A.Click(method: method), TouchActor.Machine, TouchReason.Method);

    [Fact]
    public void Proxies_open_but_nobody_read()
    {
        Expect(A.Open(userAgent: "Mozilla/5.0"), TouchActor.Machine, TouchReason.ApplePrivacyProxy);
        Expect(A.Open(userAgent: "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)"), TouchActor.Machine, TouchReason.ImageProxy);
        Expect(A.Open(), TouchActor.Human, TouchReason.None);
    }

    [Fact]
    public void What_is_not_known_is_unsure()
    {
        Expect(A.Click(userAgent: ""), TouchActor.Unsure, TouchReason.NoUserAgent);
        Expect(A.Click(address: AddressClass.Hosting), TouchActor.Unsure, TouchReason.DataCentre);
        Expect(A.Click(userAgent: A.Chrome + " Nonesuch/1"), TouchActor.Unsure, TouchReason.UnknownProgram);
        Expect(A.Open(seconds: 3), TouchActor.Unsure, TouchReason.SecondsAfterDelivery);
    }

    [Fact]
    public void What_comes_from_a_network_of_scanners_is_a_machine_and_a_proxy_lets_clicks_through()
    {
        Expect(A.Click(address: AddressClass.Scanner), TouchActor.Machine, TouchReason.ScannerNetwork);
        Expect(A.Open(address: AddressClass.Scanner), TouchActor.Machine, TouchReason.ScannerNetwork);
        Expect(A.Open(address: AddressClass.Proxy), TouchActor.Machine, TouchReason.ProxyNetwork);
        Expect(A.Click(address: AddressClass.Proxy), TouchActor.Human, TouchReason.None);
        Expect(A.Open(address: AddressClass.PrivacyRelay), TouchActor.Human, TouchReason.None);
    }

    [Fact]
    public void What_is_known_of_a_network_is_known_of_every_touch_of_the_mail_that_came_from_it()
    {
        Touch[] touches = [A.Click(600, network: 5, address: AddressClass.Unknown), A.Click(9000, 2, network: 5, address: AddressClass.Scanner), A.Click(9000, 3, network: 6, address: AddressClass.Unknown)];

        Assert.Equal([TouchActor.Machine, TouchActor.Machine, TouchActor.Human], TouchRules.Judge(touches, 9).Select(verdict => verdict.Actor));
    }

    [Theory]
    [InlineData(-2, TouchActor.Machine)]
    [InlineData(0, TouchActor.Machine)]
    [InlineData(9.9, TouchActor.Machine)]
    [InlineData(10, TouchActor.Human)]
    public void Nobody_reads_a_mail_within_ten_seconds_of_its_delivery(double seconds, TouchActor expected) =>
        Assert.Equal(expected, TouchRules.Judge([A.Click(seconds)])[0].Actor);

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_scanners_burst_has_no_human_click(double pause)
    {
        var verdicts = TouchRules.Judge([.. A.Burst(600, pause)], linkCount: 5);

        Assert.All(verdicts, verdict => Assert.Equal(TouchActor.Machine, verdict.Actor));
    }

    [Fact]
    public void A_burst_from_many_networks_has_no_human_click()
    {
        var verdicts = TouchRules.Judge([.. A.Burst(600, network: i => (ulong)i)], linkCount: 9);

        Assert.All(verdicts, verdict => Assert.Equal(TouchActor.Machine, verdict.Actor));
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1)] // also when the scan came right after the delivery
    public void A_person_two_seconds_after_a_burst_counts(double burstAt)
    {
        Touch[] touches = [.. A.Burst(burstAt), A.Click(burstAt + 0.8 + 2, 3)];

        var verdicts = TouchRules.Judge(touches, linkCount: 5);

        Assert.Equal(Human, verdicts[5]);
        Assert.All(verdicts.Take(5), verdict => Assert.Equal(TouchActor.Machine, verdict.Actor));
    }

    [Fact]
    public void A_person_in_the_scanners_own_network_with_the_same_browser_counts_on_a_link_already_seen()
    {
        var verdicts = TouchRules.Judge([.. A.Burst(600), A.Click(603, 3, A.Chrome, 77)], linkCount: 5);

        Assert.Equal(Human, verdicts[5]);
    }

    [Fact]
    public void A_scanner_that_looks_twice_is_still_one()
    {
        Touch[] touches = [.. A.Burst(600).SelectMany(click => new[] { click with { Method = "HEAD" }, click })];

        Assert.All(TouchRules.Judge(touches, 5), verdict => Assert.Equal(TouchActor.Machine, verdict.Actor));
    }

    [Theory]
    [InlineData(596)]
    [InlineData(600.4)]
    [InlineData(605)]
    public void An_open_of_the_scanner_beside_its_burst_is_a_machine(double at)
    {
        var verdicts = TouchRules.Judge([A.Open(at, A.Chrome, network: 77), .. A.Burst(600)], linkCount: 5);

        Assert.Equal(TouchVerdict.Machine(TouchReason.OpenBesideManyLinks), verdicts[0]);
    }

    [Fact]
    public void An_open_from_one_more_network_of_a_scanner_that_spreads_is_a_machine() =>
        Assert.Equal(TouchVerdict.Machine(TouchReason.OpenBesideManyLinks), TouchRules.Judge([A.Open(601, A.Chrome, network: 99), .. A.Burst(600, network: i => (ulong)i)], 9)[0]);

    [Fact]
    public void An_open_of_somebody_else_or_later_is_a_persons()
    {
        Touch[] opens = [A.Open(600.4), A.Open(600.4, A.Safari, network: 77), A.Open(600.4, A.Chrome, network: 5), A.Open(900, A.Chrome, network: 77)];

        Assert.All(TouchRules.Judge([.. opens, .. A.Burst(600)], 5).Take(4), verdict => Assert.Equal(Human, verdict));
    }

    [Fact]
    public void A_quick_persons_open_stays_human()
    {
        Touch[] quick = [A.Open(599), A.Click(600, 1), A.Click(603, 2), A.Click(606, 3)];

        Assert.Equal(Human, TouchRules.Judge(quick, 8)[0]);
    }

    [Fact]
    public void A_quick_person_is_unsure_and_a_slow_one_human()
    {
        Touch[] quick = [A.Click(600, 1), A.Click(603, 2), A.Click(606, 3)];
        Touch[] slow = [A.Click(600, 1), A.Click(620, 2), A.Click(700, 3)];

        Assert.All(TouchRules.Judge(quick, 8), verdict => Assert.Equal(new TouchVerdict(TouchActor.Unsure, TouchReason.ManyLinksWithinSeconds), verdict));
        Assert.All(TouchRules.Judge(slow, 8), verdict => Assert.Equal(Human, verdict));
    }

    [Fact]
    public void Two_links_are_all_links_of_a_short_mail()
    {
        Touch[] touches = [A.Click(600, 1), A.Click(600.4, 2)];

        Assert.All(TouchRules.Judge(touches, 2), verdict => Assert.Equal(TouchActor.Machine, verdict.Actor));
        Assert.All(TouchRules.Judge(touches, 8), verdict => Assert.Equal(Human, verdict));
    }

    [Fact]
    public void Who_follows_the_invisible_link_is_a_machine_in_all_it_does()
    {
        Touch[] touches = [A.Click(600, 1, A.Chrome, 5), A.Click(660, 9, A.Chrome, 5, role: LinkRole.Honeypot), A.Click(900, 1)];

        Assert.Equal(
            [TouchVerdict.Machine(TouchReason.HoneypotVisitor), TouchVerdict.Machine(TouchReason.Honeypot), Human],
            TouchRules.Judge(touches));
    }

    [Fact]
    public void Of_two_networks_in_one_second_the_later_is_the_person()
    {
        Touch[] touches = [A.Click(600.7, 1), A.Click(600, 1, A.Chrome, 2)];

        Assert.Equal([Human, TouchVerdict.Machine(TouchReason.TwoNetworksInOneSecond)], TouchRules.Judge(touches));
    }

    [Fact]
    public void Of_two_networks_in_one_second_the_data_centre_is_the_machine()
    {
        Touch[] touches = [A.Click(600, 1), A.Click(600.3, 1, A.Chrome, 2, AddressClass.Hosting)];

        Assert.Equal([Human, TouchVerdict.Machine(TouchReason.TwoNetworksInOneSecond)], TouchRules.Judge(touches));
    }

    [Fact]
    public void Two_networks_at_one_instant_are_unsure_and_three_are_machines()
    {
        Touch[] two = [A.Click(600, 1), A.Click(600, 1, A.Chrome, 2)];
        Touch[] three = [.. two, A.Click(600.5, 1, A.Chrome, 3)];

        Assert.All(TouchRules.Judge(two), verdict => Assert.Equal(TouchActor.Unsure, verdict.Actor));
        Assert.All(TouchRules.Judge(three), verdict => Assert.Equal(TouchActor.Machine, verdict.Actor));
    }

    [Fact]
    public void The_order_of_arrival_does_not_matter()
    {
        Touch[] touches = [.. A.Burst(1), A.Click(4, 2), A.Open(2), A.Click(50, 1, network: 9), A.Click(50.5, 1)];
        var expected = touches.Zip(TouchRules.Judge(touches, 5)).ToDictionary(pair => pair.First, pair => pair.Second);
        var random = new Random(1);

        for (var i = 0; i < 50; i++)
        {
            random.Shuffle(touches);
            Assert.Equal(touches.Select(touch => expected[touch]), TouchRules.Judge(touches, 5));
        }
    }

    [Fact]
    public void Every_reason_has_a_sentence() =>
        Assert.All(Enum.GetValues<TouchReason>(), reason => Assert.NotEmpty(new TouchVerdict(TouchActor.Unsure, reason).Text));

    private static void Expect(Touch touch, TouchActor actor, TouchReason reason) =>
        Assert.Equal(new TouchVerdict(actor, reason), TouchRules.Judge([touch])[0]);
}
