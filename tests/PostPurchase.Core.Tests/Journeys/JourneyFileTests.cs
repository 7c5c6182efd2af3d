using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Sending;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

public sealed class JourneyFileTests
{
    private const string Whole = """
        journey: new-buyer
        name: Thank, teach, suggest
        status: draft
        priority: 50
        trigger:
          on: purchase
          if: customer.purchase_count == 1
          per: purchase
          reenter: ignore
          again_after: 30d
        anchor: { on: delivered, or_after: 6d }
        exit:
          - { on: refund, reason: refunded }
          - { on: purchase, if: event.purchase.value >= 100, reason: bought-big }
        goal: { on: conversion, within: 30d }
        holdout: 10%
        send:
          time_zone: customer
          quiet_hours: "21:00-08:00"
          max_marketing_per_day: 1
          max_marketing_per_week: 3
          min_gap: 3d
          if_late: skip
          late_after: 12h
        steps:
          - id: receipt-or-note
            branch:
              - if: store.sends_receipt
                steps: [ { id: pause, wait: { for: 2h } }, { id: note, email: { template: thank-you-note, content: own, subject: "Thank you, {{ customer.first_name ?? 'friend' }}" } } ]
              - else: true
                steps: [ { id: thanks, email: { template: order-confirmation, content: transactional, subject: "Got it: order {{ purchase.number }}", preheader: "What happens next" } } ]
          - id: settle
            wait: { window: day 1..3, at: "10:00", days: [mon, tue, wed, thu, fri] }
          - id: teach
            email: { template: getting-the-most, content: own, subject: { en: "3 things to do first", de: "3 Dinge zuerst" } }
          - id: suggest
            email:
              template: you-might-also-like
              content: third_party
              offers: { pick: cross_sell, count: 3, min: 1, if_empty: fallback }
              subject: "Goes well"
              experiments:
                - { name: suggest-cta, metric: commission, variants: { shop-now: { weight: 1, slots: { cta: "Shop now" } }, exclusive: { weight: 1, slots: { cta: "Exclusive affiliate offer" } } } }
          - id: interested
            wait: { for: 3d, until: clicked("suggest") }
          - id: rest
            wait: { window: week 2..4, at: best }
          - id: win-back
            email: { template: fresh-for-you, content: own, subject: "New since your order", offers: { pick: fresh, count: 3 }, coupon: welcome-back }
        """;

    [Fact]
    public void A_whole_journey_reads_without_a_problem()
    {
        var reading = Read(Whole);

        Assert.Empty(reading.Problems);
        Assert.Equal(["receipt-or-note", "pause", "note", "thanks", "settle", "teach", "suggest", "interested", "rest", "win-back"], reading.Plan!.Steps.Select(step => step.Id));
    }

    [Fact]
    public void Nested_steps_lead_back_to_what_follows_their_branch()
    {
        var plan = Read(Whole).Plan!;

        var branch = Assert.IsType<Step.Branch>(plan.Steps[0]);
        Assert.Equal([1, 3], branch.Arms.Select(arm => arm.First));
        Assert.Equal([4, 2, 4, 4], plan.Steps.Take(4).Select(step => step.Next));
        Assert.Equal(Step.End, plan.Steps[^1].Next);
    }

    [Fact]
    public void Values_are_read_as_they_are_meant()
    {
        var plan = Read(Whole).Plan!;

        Assert.Equal(new Anchor(AnchorEvent.Delivered, new CalendarSpan(6, Duration.Zero)), plan.Anchor);
        Assert.Equal((0.1, 3, new QuietHours(new(21, 0), new(8, 0))), (plan.HoldoutRate, plan.Send.MaxMarketingPerWeek, plan.Send.QuietHours));
        var settle = Assert.IsType<WaitRule.Window>(Assert.IsType<Step.Wait>(plan.Steps[4]).Rule);
        Assert.Equal((1, 3, new LocalTime(10, 0), 5), (settle.FirstDay, settle.LastDay, settle.At!.Value, settle.Weekdays.Count));
        var rest = Assert.IsType<WaitRule.Window>(Assert.IsType<Step.Wait>(plan.Steps[8]).Rule);
        Assert.Equal((8, 28, true), (rest.FirstDay, rest.LastDay, rest.AtBest));
        Assert.Equal(ContentKind.ThirdParty, Assert.IsType<Step.Email>(plan.Steps[6]).Content.Kind);
    }

    [Fact]
    public void Five_mistakes_get_five_messages_with_their_places()
    {
        var reading = Read("""
            journey: new-buyer
            trigger: { on: purchas }
            prioritty: 10
            steps:
              - id: a
                wait: { for: 3 days }
              - id: a
                email: { template: x, content: own, subject: "Hi" }
              - id: b
                wait: { for: 1d, until: clicked("c") }
            """);

        Assert.Null(reading.Plan);
        Assert.Equal(
            [(2, "PP103"), (3, "PP101"), (6, "PP103"), (7, "PP105"), (10, "PP106")],
            reading.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal("j.yaml:3:1: error PP101 unknown key `prioritty` in the journey (did you mean `priority`?)", reading.Problems[1].ToString());
    }

    [Fact]
    public void A_split_of_paths_says_what_decides_it_how_long_counts_and_who_promotes()
    {
        var reading = Read("""
            journey: j
            trigger: { on: purchase }
            steps:
              - id: paths
                split: [ { name: a, weight: 1, steps: [] }, { name: b, weight: 1, steps: [ { id: x, wait: { for: 1d } } ] } ]
                metric: revenue
                window: 30d
                decide: { when: decided, guard: complaints }
                thompson: { floor: 20% }
              - { id: plain, split: [ { name: a, weight: 1, steps: [] }, { name: b, weight: 1, steps: [ { id: y, wait: { for: 1d } } ] } ] }
            """);

        Assert.Empty(reading.Problems);
        var (ruled, plain) = ((Step.Split)reading.Plan!.Steps[0], (Step.Split)reading.Plan.Steps[2]);
        Assert.Equal(("revenue", 30, "complaints", 0.2), (ruled.Metric, ruled.Window.Days, ruled.Decide?.Guard, ruled.ThompsonFloor));
        Assert.Equal(("conversion", 90, null, null), (plain.Metric, plain.Window.Days, plain.Decide, plain.ThompsonFloor));
    }

    [Theory]
    [InlineData("wait: { for: 1d }", "decide: { when: decided }", "`decide` belongs beside a `split`")]
    [InlineData("email: { template: t, content: own, subject: s }", "metric: click", "`metric` belongs beside a `split`")]
    [InlineData("split: [ { name: a, weight: 1, steps: [] }, { name: b, weight: 1, steps: [ { id: x, exit: {} } ] } ]", "thompson: { floor: 60% }", "more than 2 paths can have each")]
    public void What_ends_a_test_of_paths_stands_beside_a_split_and_leaves_each_path_its_share(string step, string rule, string message)
    {
        var problem = Assert.Single(Read($"journey: j\ntrigger: {{ on: purchase }}\nsteps:\n  - id: a\n    {step}\n    {rule}\n").Problems);

        Assert.Equal("PP104", problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("survey: { name: nps }", "PP108")]
    [InlineData("wait: { for: 1d, window: day 1..3 }", "PP104")]
    [InlineData("wait: { at: \"10:00\", for: 1d }", "PP104")]
    [InlineData("wait: { window: day 3..1 }", "PP103")]
    [InlineData("wait: {}", "PP104")]
    [InlineData("email: { template: x, content: own, subject: \"{{ if }}\" }", "PP109")]
    [InlineData("email: { template: x, content: own, subject: x }\n    wait: { for: 1d }", "PP104")]
    [InlineData("wait: { for: 1d, until: \"1 +\" }", "PP107")]
    [InlineData("wait: { for: 1d, until: in_segment(\"vipp\") }", "PP106")]
    [InlineData("email: { template: unknwon, content: own, subject: x }", "PP106")]
    [InlineData("branch: [ { else: true, steps: [] }, { if: a, steps: [] } ]", "PP104")]
    [InlineData("split: [ { name: a, weight: 0, steps: [] }, { name: b, weight: 0, steps: [] } ]", "PP104")]
    [InlineData("notify: { to: not an address, subject: Hi, text: Look }", "PP103")]
    [InlineData("notify: { to: \"{{ customer.email }}\", subject: Hi, text: Look }", "PP103")]
    [InlineData("notify: { to: staff@shop.example, subject: \"\", text: { en: \" \" } }", "PP103")]
    [InlineData("webhook: { url: \"https://\", body: x }", "PP103")]
    [InlineData("webhook: { url: shop.example/orders, body: x }", "PP103")]
    [InlineData("webhook: { url: \"https://ann:secret@shop.example\", body: x }", "PP103")]
    [InlineData("wait: &anchor { for: 1d }\n  - id: c\n    wait: *anchor", "PP100")]
    public void Each_mistake_has_its_code(string step, string code)
    {
        var reading = JourneyFile.Read(
            "j.yaml",
            $"journey: j\ntrigger: {{ on: purchase }}\nsteps:\n  - id: b\n    {step}\n",
            new() { Templates = new HashSet<string> { "x", "unknown" }, Segments = new HashSet<string> { "vip" } });

        Assert.Null(reading.Plan);
        Assert.Contains(code, reading.Problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("notify: { to: staff+vip@mail.shop.example, subject: \"\", text: Look }")]
    [InlineData("notify: { to: jürgen@bücher.example, subject: Look, text: \"\" }")]
    [InlineData("webhook: { url: \"HTTP://127.0.0.1:8080?order=1\", body: x }")]
    [InlineData("webhook: { url: \"{{ store.url }}/orders\", body: x }")]
    public void A_step_that_can_work_has_no_problem(string step) =>
        Assert.Empty(Read($"journey: j\ntrigger: {{ on: purchase }}\nsteps:\n  - id: b\n    {step}\n").Problems);

    [Fact]
    public void A_version_that_was_in_force_before_its_address_was_refused_is_read_still()
    {
        const string Text = "journey: j\ntrigger: { on: purchase }\nsteps: [ { id: tell, notify: { to: the team, subject: Hi, text: Look } } ]\n";

        Assert.Null(Read(Text).Plan);
        Assert.Equal("the team", Assert.IsType<Step.Notify>(Assert.Single(JourneyFile.ReadInForce(Text)!.Steps)).To);
    }

    [Theory]
    [InlineData("variants: { a: { weight: 1, subject: A }, b: { weight: 1 } }", 11, "`subject` of this mail is varied by the experiment `one` too: who gets it of both sees that of the later one, so that `one` measures less than it says, or nothing")]
    [InlineData("variants: { a: { weight: 1, slots: { cta: Go, title: A } }, b: { weight: 1 } }", 11, "`slots.cta` of this mail is varied by the experiment `one` too")]
    [InlineData("variants: { a: { weight: 1, template: y }, b: { weight: 1 } }, window: 0d", 11, "`window: 0d` counts nothing")]
    [InlineData("variants: { a: { weight: 1, preheader: A, slots: { title: A } }, b: { weight: 1 } }, window: 1h", null, null)]
    public void Experiments_that_measure_nothing_are_warned_of_and_stay_in_force(string rest, int? line, string? message)
    {
        var reading = Read($$"""
            journey: j
            trigger: { on: purchase }
            steps:
              - id: a
                email:
                  template: x
                  content: own
                  subject: Hi
                  experiments:
                    - { name: one, metric: click, variants: { a: { weight: 1, subject: B, slots: { cta: Buy } }, b: { weight: 1, subject: C } } }
                    - { name: two, metric: click, {{rest}} }
            """);

        Assert.NotNull(reading.Plan);
        var problem = reading.Problems.SingleOrDefault();
        Assert.Equal((line is null ? null : "PP110", line, line is null ? null : (bool?)false), (problem?.Code, problem?.Line, problem?.IsError));
        Assert.Contains(message ?? "", problem?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_whose_window_is_over_at_once_is_warned_of() => Assert.Equal("PP110", Assert.Single(Read(
        "journey: j\ntrigger: { on: purchase }\nsteps:\n  - id: a\n    split: [ { name: a, weight: 1, steps: [] }, { name: b, weight: 1, steps: [ { id: x, exit: {} } ] } ]\n    window: 0h\n").Problems).Code);

    [Fact]
    public void Comments_key_order_defaults_name_and_status_make_no_new_version()
    {
        var version = Read("journey: j\ntrigger: { on: purchase, per: purchase }\nsteps: [ { id: a, wait: { for: 7d } } ]\n").Plan!.Version;

        Assert.Equal(version, Read("# hello\nsteps:\n  - wait: { for: 1w }\n    id: a\nstatus: live\nname: J\ntrigger: { on: purchase }\njourney: j\n").Plan!.Version);
        Assert.NotEqual(version, Read("journey: j\ntrigger: { on: purchase }\nsteps: [ { id: a, wait: { for: 8d } } ]\n").Plan!.Version);
    }

    [Fact]
    public void Json_with_the_same_keys_is_accepted() =>
        Assert.Empty(Read("""{"journey":"j","trigger":{"on":"purchase"},"steps":[{"id":"a","wait":{"for":"7d"}}]}""").Problems);

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        const string Troublesome = " \n:{}[]-\"'&*!|>%@`#\u0000\t~";
        var random = new Random(20260102);
        for (var i = 0; i < 3000; i++)
        {
            var text = Whole.ToCharArray().ToList();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(text.Count);
                if (random.Next(2) == 0) text.RemoveRange(at, Math.Min(random.Next(1, 20), text.Count - at));
                else text.Insert(at, Troublesome[random.Next(Troublesome.Length)]);
            }

            var reading = Read(new string([.. text]));
            Assert.True(reading.Plan is not null || reading.Problems.Count > 0);
        }
    }

    private static JourneyReading Read(string text) => JourneyFile.Read("j.yaml", text, FileCatalog.Open);
}
