using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Customers;

public sealed class JourneyChangesTests
{
    private static readonly Customer s_known = new() { Owner = new(1), Store = "default", Tags = ["own", "vip"], Attributes = new("""{"tier":"silver","size":1}""") };

    [Fact]
    public void What_a_journey_added_stays_whatever_the_store_lists()
    {
        var added = Tags(s_known, add: ["seen"]);

        Assert.Equal(["own", "vip", "seen"], added.Tags);
        Assert.Equal(["new", "seen"], Lists(added, "new").Tags);
        Assert.Equal(["seen"], Lists(Lists(added, "seen", "vip")).Tags);
    }

    [Fact]
    public void What_a_journey_added_and_removed_again_is_gone_unless_the_store_lists_it()
    {
        var removed = Tags(Tags(s_known, add: ["seen"]), remove: ["seen"]);

        Assert.Equal(["own", "vip"], removed.Tags);
        Assert.Null(removed.Changes);
        Assert.Equal(["seen"], Lists(removed, "seen").Tags);
    }

    [Fact]
    public void What_a_journey_removed_stays_away_while_the_store_goes_on_listing_it()
    {
        var removed = Tags(s_known, remove: ["vip", "unknown"]);

        Assert.Equal(["own"], removed.Tags);
        Assert.Equal(["own", "new"], Lists(Lists(removed, "own", "vip"), "own", "vip", "new").Tags);
    }

    [Fact]
    public void What_a_journey_removed_comes_back_when_the_store_left_it_out_and_gives_it_again()
    {
        var removed = Tags(s_known, remove: ["vip"]);

        Assert.Equal(["own", "vip"], Lists(Lists(removed, "own"), "own", "vip").Tags);
    }

    [Fact]
    public void What_a_journey_removed_comes_back_when_a_journey_adds_it()
    {
        var back = Tags(Tags(s_known, remove: ["vip"]), add: ["vip"]);

        Assert.Equal(["own", "vip"], back.Tags);
        Assert.Equal(["vip"], Lists(back).Tags);
    }

    [Fact]
    public void A_tag_that_one_step_adds_and_removes_is_there() => Assert.Equal(["own", "vip"], Tags(s_known, add: ["vip"], remove: ["vip"]).Tags);

    [Theory]
    [InlineData("""{"tier":"silver"}""", "gold")]
    [InlineData("""{"size":2}""", "gold")]
    [InlineData("""{"tier":"bronze"}""", "bronze")]
    public void A_value_that_a_journey_set_stays_until_the_store_says_another_than_before(string said, string tier)
    {
        var told = Says(Sets(s_known, "gold"), said);

        Assert.Equal(tier, (string?)told.Attributes.Keys()["tier"]);
        Assert.Equal(tier == "gold", told.Changes is not null);
    }

    [Fact]
    public void A_value_of_the_store_that_replaced_a_journeys_is_replaced_by_the_next_journey()
    {
        var told = Sets(Says(Sets(s_known, "gold"), """{"tier":"bronze"}"""), "gold");

        Assert.Equal("gold", (string?)Says(told, """{"tier":"bronze"}""").Attributes.Keys()["tier"]);
    }

    [Fact]
    public void An_older_report_that_fills_what_the_store_had_not_said_leaves_what_a_journey_set()
    {
        var set = Sets(s_known with { Attributes = FreeData.Empty }, "gold");

        var filled = JourneyChanges.Keep(set, JourneyChanges.Unmade(set) with { Attributes = s_known.Attributes }, isNewer: false);

        Assert.Equal("""{"tier":"gold","size":1}""", filled.Attributes.Json);
        Assert.Equal("gold", (string?)Says(filled, """{"tier":"silver"}""").Attributes.Keys()["tier"]);
    }

    [Fact]
    public void Of_two_who_are_one_what_was_added_to_either_stays_and_what_was_removed_from_either_stays_away()
    {
        var older = Tags(s_known, add: ["seen"], remove: ["vip"]);
        var newer = Tags(s_known with { Owner = new(2) }, add: ["taught"], remove: ["own"]);

        Assert.Equal(["seen", "taught"], JourneyChanges.Merge(s_known, older, newer).Tags);
    }

    [Theory]
    [InlineData("""{"tier":"silver"}""", "gold")]
    [InlineData("{}", "gold")]
    [InlineData("""{"tier":"bronze"}""", "bronze")]
    public void Of_two_who_are_one_a_set_value_stays_unless_the_newer_word_of_the_store_is_another(string said, string tier)
    {
        var older = Sets(s_known, "gold");
        var newer = s_known with { Owner = new(2), Attributes = new(said) };

        var merged = JourneyChanges.Merge(s_known with { Attributes = s_known.Attributes.Under(newer.Attributes) }, older, newer);

        Assert.Equal(tier, (string?)merged.Attributes.Keys()["tier"]);
    }

    [Fact]
    public void Of_two_who_are_one_the_newer_ones_journey_counts()
    {
        var merged = JourneyChanges.Merge(s_known, Sets(s_known, "gold"), Sets(s_known with { Owner = new(2) }, "platinum"));

        Assert.Equal("platinum", (string?)merged.Attributes.Keys()["tier"]);
    }

    private static Customer Tags(Customer customer, string[]? add = null, string[]? remove = null) => JourneyChanges.Make(customer, [], add ?? [], remove ?? []);

    private static Customer Sets(Customer customer, string tier) => JourneyChanges.Make(customer, [new("tier", $"\"{tier}\"")], [], []);

    private static Customer Lists(Customer customer, params string[] tags) => JourneyChanges.Keep(customer, JourneyChanges.Unmade(customer) with { Tags = tags }, isNewer: true);

    private static Customer Says(Customer customer, string attributes)
    {
        var store = JourneyChanges.Unmade(customer);
        return JourneyChanges.Keep(customer, store with { Attributes = store.Attributes.Under(new(attributes)) }, isNewer: true);
    }
}
