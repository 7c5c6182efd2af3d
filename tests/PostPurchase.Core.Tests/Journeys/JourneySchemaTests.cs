using System.Text.Json.Nodes;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Tests.Content;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>The printed schema and the reader say the same about every file: what one refuses for its shape the other refuses too.</summary>
public sealed class JourneySchemaTests
{
    private static readonly string[] s_shape = [ProblemCode.UnknownKey, ProblemCode.MissingKey, ProblemCode.BadValue, ProblemCode.NotAvailable];
    private static readonly JsonObject s_schema = JourneySchema.Write();

    public static TheoryData<string> Files => [.. ShopFiles.Workflows.Keys.Where(name => !name.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal), "everything"];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_and_every_file_that_differs_in_one_place_is_judged_alike(string name)
    {
        var sound = Tree(name == "everything" ? Everything : ShopFiles.Workflows[name]);

        Assert.True(IsSoundByReader(sound), "the reader refuses it");
        Assert.True(IsSoundBySchema(sound), "the schema refuses it");
        var different = TreeEdits.Of(sound).Where(edit => IsSoundByReader(edit.Tree) != IsSoundBySchema(edit.Tree)).Select(edit => $"{edit.Name}: reader {IsSoundByReader(edit.Tree)}, schema {IsSoundBySchema(edit.Tree)}");
        Assert.Equal("", string.Join("\n", different));
    }

    [Fact]
    public void Every_key_of_the_schema_stands_in_the_file_that_has_everything()
    {
        var used = new HashSet<string>();
        SchemaJudge.Visit(s_schema, Tree(Everything), used);

        var known = SchemaJudge.Places(s_schema, "journey").ToHashSet();

        Assert.Empty(known.Except(used));
    }

    [Fact]
    public void A_mail_whose_subject_is_that_of_its_variants_is_judged_alike_wherever_it_differs()
    {
        var sound = Tree("""
            journey: j
            trigger: { on: purchase }
            steps:
              - id: mail
                email: { template: t, content: own, experiments: [ { name: test, metric: click, variants: { a: { weight: 1, subject: A }, b: { weight: 1, subject: B } } } ] }
            """);

        Assert.True(IsSoundByReader(sound) && IsSoundBySchema(sound));
        Assert.Empty(TreeEdits.Of(sound).Where(edit => IsSoundByReader(edit.Tree) != IsSoundBySchema(edit.Tree)).Select(edit => edit.Name));
    }

    private static bool IsSoundBySchema(JsonNode tree) => SchemaJudge.Accepts(s_schema, tree);

    private static bool IsSoundByReader(JsonNode tree)
    {
        var problems = new List<Problem>();
        var root = YamlReader.Read("f", tree.ToJsonString(), problems)!;
        new ShapeCheck("f", problems).Check(root, JourneyShapes.Journey, "");
        return !problems.Exists(problem => s_shape.Contains(problem.Code) || problem.Code == ProblemCode.Combination);
    }

    private static JsonNode Tree(string yaml) => Json(YamlReader.Read("f", yaml, [])!);

    private static JsonNode Json(YamlNode node) => node switch
    {
        YamlNode.Map map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, (JsonNode?)Json(entry.Value)))),
        YamlNode.List list => new JsonArray([.. list.Items.Select(Json)]),
        YamlNode.Scalar { IsPlain: true, Text: "true" or "false" } word => JsonValue.Create(word.Text == "true"),
        YamlNode.Scalar { IsPlain: true } plain when decimal.TryParse(plain.Text, out var number) => JsonValue.Create(number),
        YamlNode.Scalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new InvalidOperationException("a node is one of three cases"),
    };

    private const string Everything = """
        journey: everything
        name: Everything
        status: draft
        priority: 50
        trigger: { on: purchase, if: "purchase.gift", per: line, reenter: restart, again_after: 30d }
        anchor: { on: delivered, or_after: 6d }
        exit: [ { on: refund, if: "purchase.gift", reason: refunded } ]
        goal: { on: conversion, if: "purchase.gift", within: 30d, exit: true }
        holdout: 10%
        send: { time_zone: customer, quiet_hours: "21:00-08:00", max_marketing_per_day: 1, max_marketing_per_week: 3, min_gap: 3d, if_late: skip, late_after: 12h }
        overrides: [ { code: PC10, template: mail, reason: "it is a gift shop" } ]
        steps:
          - id: mail
            email:
              template: mail
              content: own
              subject: { en: "Hello", de: "Hallo" }
              preheader: "Look"
              slots: { title: "Hi" }
              offers: { pick: cross_sell, count: 3, min: 1, if_empty: fallback }
              experiments:
                - name: test
                  metric: click
                  window: 7d
                  decide: { when: decided, guard: complaints }
                  thompson: { floor: 5% }
                  variants:
                    a: { weight: 1, subject: "A", preheader: "A", slots: { title: "A" }, template: mail, offers: { pick: upsell, count: 1, min: 1, if_empty: skip }, at: "10:00" }
                    b: { weight: 1 }
              coupon: welcome
              from: news@shop.example
              at: "10:00"
          - { id: window, wait: { window: "day 1..3", at: best, days: [mon], until: 'clicked("mail")' } }
          - { id: pause, wait: { for: 2h } }
          - { id: date, wait: { date: purchase.ordered_at, offset: -7d } }
          - id: fork
            branch:
              - { if: "purchase.gift", steps: [ { id: gone, exit: { reason: gift } } ] }
              - { else: true, steps: [] }
          - id: paths
            split: [ { name: a, weight: 1, steps: [] }, { name: b, weight: 1, steps: [] } ]
            metric: revenue
            window: 30d
            decide: { when: decided, guard: unsubscribes }
            thompson: { floor: 10% }
          - { id: note, update: { set: { tier: gold }, tags: { add: [vip], remove: [new] } } }
          - { id: post, webhook: { url: "https://shop.example", body: "{}" } }
          - { id: staff, notify: { to: staff@shop.example, subject: "Hi", text: "Look" } }
        """;
}
