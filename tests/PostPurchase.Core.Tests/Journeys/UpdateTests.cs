using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>What an update changes is seen by the steps behind it.</summary>
public sealed class UpdateTests
{
    private static readonly Instant Noon = A.Time("2026-01-02T12:00:00Z");
    private static readonly Customer Jane = new() { Owner = new(7), Store = "default", Tags = ["new"], Attributes = new("""{"tier":"silver"}""") };

    private static readonly KeyValuePair<string, AttributeValue>[] Gold = [new("tier", new AttributeValue.Fixed("\"gold\""))];

    [Theory]
    [InlineData("customer.tags | array.contains 'vip'")]
    [InlineData("!(customer.tags | array.contains 'new')")]
    [InlineData("customer.attributes.tier == 'gold'")]
    [InlineData("in_segment('golden')")]
    public void A_branch_sees_what_the_update_before_it_changed(string condition)
    {
        var plan = A.Plan(
            new Step.Update("note", 1, Gold, ["vip"], ["new"]),
            new Step.Branch("which", Step.End, [new(new(condition), Step.End, "changed"), new(null, Step.End, "else")]));

        var moved = Advancing.Advance(plan, A.Run(Noon), Facts(), Noon);

        Assert.Equal("changed", moved.Next.State.Arms["which"]);
    }

    [Fact]
    public void A_text_and_a_second_update_see_the_first_one()
    {
        var plan = A.Plan(
            new Step.Update("first", 1, Gold, [], []),
            new Step.Update("second", 2, [new("was", new AttributeValue.Rendered(new("{{ customer.attributes.tier }}")))], [], []),
            new Step.Notify("tell", Step.End, "team@shop.example", new("Changed"), new("{{ customer.attributes.was }}")));

        var moved = Advancing.Advance(plan, A.Run(Noon), Facts(), Noon);

        Assert.Equal("gold", Assert.Single(moved.Effects.OfType<Effect.NotifyStaff>()).Text);
    }

    [Fact]
    public void Conditions_that_read_the_same_and_others_are_asked_of_one_scope_in_any_order()
    {
        var scope = Facts().Scope;
        bool Holds(string condition) => scope.Test(new(condition)) is Evaluation<bool>.Of { Value: true };

        Assert.True(Holds("customer.attributes.tier == 'silver'"));
        Assert.True(Holds("store.name == 'Shop' && customer.tags.size == 1"));
        Assert.True(Holds("!in_segment('golden') && customer.attributes.tier == 'silver'"));
        Assert.True(Holds("store.name == 'Shop'"));
        Assert.False(Holds("customer.attributes.tier == 'gold'"));
        Assert.True(Holds("customer.attributes.tier == 'silver'"));
    }

    private static Facts Facts() => new()
    {
        Scope = new ModelScope(
            new() { Now = Noon, Zone = DateTimeZone.Utc, Store = new() { Name = "Shop" }, Customer = new(Jane) },
            PersonFacts.None,
            new Dictionary<string, Condition> { ["golden"] = new("customer.attributes.tier == 'gold'") }),
        Zone = DateTimeZone.Utc,
    };
}
