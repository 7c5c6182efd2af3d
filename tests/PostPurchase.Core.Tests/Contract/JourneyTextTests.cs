using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Personalisation;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Core.Tests.Contract;

/// <summary>What the contract says of journey files is what the code declares: words, ranges, defaults, keys, fields, functions.</summary>
public sealed partial class JourneyTextTests
{
    private static readonly JsonNode s_definitions = JourneySchema.Write()["$defs"]!;

    [ContractFact]
    public void The_example_has_no_mistake() =>
        Assert.DoesNotContain(JourneyFile.Read("new-buyer.yaml", ContractText.Block(1), FileCatalog.Open).Problems, problem => problem.IsError);

    [ContractTheory]
    [InlineData("status", "journey/properties/status")]
    [InlineData("  on", "journey/properties/trigger/properties/on")]
    [InlineData("  per", "journey/properties/trigger/properties/per")]
    [InlineData("  reenter", "journey/properties/trigger/properties/reenter")]
    [InlineData("anchor", "journey/properties/anchor/anyOf/0")]
    [InlineData("  if_late", "journey/properties/send/properties/if_late")]
    public void A_key_takes_the_words_that_it_is_said_to_take(string key, string place) => Assert.Equal(ContractText.Choices(Remark(key)).Words, Words(place));

    [ContractFact]
    public void Offers_take_the_words_that_they_are_said_to_take()
    {
        var remark = ContractText.Find(ContractText.Block(1), "(?m)# (pick: .*)$");

        Assert.Equal(ContractText.Choices(ContractText.Find(remark, "pick: (.*)")).Words, Words("step/properties/email/properties/offers/properties/pick"));
        Assert.Equal(ContractText.Choices(ContractText.Find(remark, "if_empty: (.*)")).Words, Words("step/properties/email/properties/offers/properties/if_empty"));
    }

    [ContractFact]
    public void What_is_left_out_has_the_default_that_is_said()
    {
        var plan = JourneyFile.Read("j.yaml", "journey: j\ntrigger: { on: purchase }\nsteps: []\n", FileCatalog.Open).Plan!;

        Assert.Equal(ContractText.Choices(Remark("  per")).Default, Word(plan.Trigger.Per));
        Assert.Equal(ContractText.Choices(Remark("  reenter")).Default, Word(plan.Trigger.Reenter));
        Assert.Equal(ContractText.Choices(Remark("anchor")).Default, Word(plan.Anchor.On));
        Assert.Equal(ContractText.Find(Remark("  time_zone"), "^(\\w+)"), plan.Send.TimeZone);
        Assert.Equal(JourneyStatus.Draft, plan.Status);
    }

    [ContractFact]
    public void A_priority_is_in_the_range_that_is_said()
    {
        var schema = At("journey/properties/priority");

        Assert.Equal(ContractText.Find(Remark("priority"), "^(\\d+\\.\\.\\d+)"), $"{schema["minimum"]}..{schema["maximum"]}");
    }

    [ContractFact]
    public void Every_kind_of_step_has_the_keys_that_it_is_said_to_have()
    {
        var said = StepsSaid();

        Assert.Equal(JourneyShapes.StepKinds.Order(), said.Keys.Order());
        foreach (var (kind, keys) in said)
        {
            // What the sentence leaves out stands in the example.
            var (all, own) = (Names(At($"step/properties/{kind}")).ToHashSet(), Names(At($"step/properties/{kind}"), isDeep: false));
            Assert.Empty(keys.Where(key => !all.Contains(key)).Select(key => $"{kind} has no {key}"));
            Assert.Empty(own.Where(key => !keys.Contains(key) && !Regex.IsMatch(ContractText.Block(1), $@"\b{kind}: {{[^}}]*\b{key}:")).Select(key => $"{kind}: {key} is not in the contract"));
        }
    }

    [ContractFact]
    public void Steps_that_are_kept_for_later_say_so()
    {
        var later = ContractText.Code(ContractText.Find(ContractText.Line(1, "**Steps**"), "\\[later\\] (.*?)\\. Every"));

        Assert.NotEmpty(later);
        foreach (var kind in later)
        {
            var problems = JourneyFile.Read("j.yaml", $"journey: j\ntrigger: {{ on: purchase }}\nsteps: [ {{ id: a, {kind}: {{ name: x }} }} ]\n", FileCatalog.Open).Problems;
            Assert.Contains(problems, problem => problem.Code == ProblemCode.NotAvailable && problem.Message.Contains("not available in this version", StringComparison.Ordinal));
        }
    }

    [ContractFact]
    public void The_model_has_the_fields_that_are_said()
    {
        var line = ContractText.Line(1, "**Model**");

        var roots = ContractText.Code(Regex.Replace(Regex.Replace(line, @"\{[^}]*\}|\([^)]*\)", ""), @", `\w+` \[later\]", ""));
        Assert.Equal(roots, Model.Fields.Select(field => field.Name));
        foreach (var root in new[] { "customer", "store", "links" })
        {
            var said = Regex.Replace(ContractText.Find(line, $@"`{root}` {{([^}}]*)}}"), @" \([^)]*\)", "").Split(", ").Select(name => name.Replace(".*", "", StringComparison.Ordinal));
            Assert.Empty(said.Except(Fields(root)).Select(name => $"there is no {root}.{name}"));
        }

        Assert.Empty(new[] { "value", "refunded" }.Except(Fields("purchase")));
    }

    [ContractFact]
    public void Conditions_have_the_functions_that_are_said()
    {
        var said = ContractText.Code(ContractText.Find(ContractText.Line(1, "**Expressions**"), "Functions: (.*?)\\. Money"));

        Assert.Equal(said, ConditionFunctions.All.Select(function => $"{function.Name}({function.Parameters})"));
    }

    private static IEnumerable<string> Fields(string root) => Model.Fields.Single(field => field.Name == root).Fields.Select(field => field.Name);

    private static Dictionary<string, string[]> StepsSaid()
    {
        var sentence = ContractText.Find(ContractText.Line(1, "**Steps**"), "\\*\\*Steps\\*\\*: (.*?) · \\[later\\]");
        return sentence.Split(" · ").Select(part => StepRegex().Match(part)).ToDictionary(
            step => step.Groups[1].Value,
            step => (step.Groups[2].Value.Contains('`', StringComparison.Ordinal) ? ContractText.Code(step.Groups[2].Value) : [step.Groups[2].Value])
                .SelectMany(text => WordRegex().Matches(text).Select(word => word.Value)).ToArray());
    }

    /// <summary>What stands behind a key of the example.</summary>
    private static string Remark(string key) => ContractText.Find(ContractText.Block(1), $"(?m)^{key}: .*?# (.*)$");

    private static JsonNode At(string place) =>
        place.Split('/').Aggregate(s_definitions, (node, part) => node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!);

    private static IEnumerable<string> Words(string place)
    {
        var schema = At(place);
        if (schema["enum"] is JsonArray words) return words.Select(word => word!.ToString());
        return schema["pattern"]!.ToString().TrimStart('^').TrimEnd('$').Trim('(', ')').Split('|').Select(word => Regex.Replace(word, ":\\[.*$", ":<name>"));
    }

    private static IEnumerable<string> Names(JsonNode? schema, bool isDeep = true) => schema switch
    {
        JsonObject found when found["properties"] is JsonObject keys => keys.SelectMany(key => isDeep ? Names(key.Value).Prepend(key.Key) : [key.Key]),
        JsonObject found when found["items"] is { } item => Names(item, isDeep),
        _ => [],
    };

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    [GeneratedRegex("^`(\\w+)` \\((.*)\\)$")]
    private static partial Regex StepRegex();

    [GeneratedRegex("\\w+")]
    private static partial Regex WordRegex();
}
