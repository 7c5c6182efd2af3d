using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Personalisation;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>Values that can be missing are told of where a journey is read, as where a template is.</summary>
public sealed class MissingValueTests
{
    [Theory]
    [InlineData("on: purchase", "Hi {{ customer.first_name }}", "`customer.first_name` can be missing")]
    [InlineData("on: purchase", "Your {{ line.name }}", "`line.name` can be missing")]
    [InlineData("on: purchase", "With {{ shipment.carrier }}", "`shipment.carrier` can be missing")]
    [InlineData("on: shipped", "With {{ shipment.carrier }}", "`shipment.carrier` can be missing")]
    [InlineData("on: lapsed", "After {{ purchase.number }}", "`purchase.number` can be missing")]
    [InlineData("on: \"custom:signup\"", "From {{ event.properties.city }}", "`event.properties.city` can be missing")]
    public void A_value_without_a_fallback_is_warned_of(string trigger, string subject, string message)
    {
        var problem = Assert.Single(Read(trigger, Mail(subject)));

        Assert.Equal((ProblemCode.Template, false, "steps[0].email.subject"), (problem.Code, problem.IsError, problem.Path));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on: purchase", "{{ customer.first_name ?? 'friend' }}, {{ purchase.number }}: {{ purchase.lines[0].name }} {{ journey.name }} {{ event.type }}")]
    [InlineData("on: purchase", "{{ if customer.first_name }}{{ customer.first_name }}{{ end }}{{ if coupon }}{{ coupon.code }}{{ end }}")]
    [InlineData("on: purchase, per: line", "Your {{ line.name }}")]
    [InlineData("on: purchase, if: customer.first_name != null", "Hi {{ customer.first_name }}")]
    [InlineData("on: shipped", "Parcel {{ shipment.id }} of {{ purchase.number }}")]
    [InlineData("on: ticket_opened", "About {{ event.ticket.id }}")]
    [InlineData("on: cart_abandoned", "Cart {{ cart.id }}")]
    public void What_is_there_or_has_a_fallback_is_fine(string trigger, string subject) => Assert.Empty(Read(trigger, Mail(subject)));

    [Fact]
    public void A_branch_that_asks_for_it_is_a_fallback_too()
    {
        var named = $"{{ if: customer.first_name, steps: [ {Mail("Hi {{ customer.first_name }}")} ] }}";
        var nameless = $"{{ if: customer.last_name == null, steps: [] }}, {{ else: true, steps: [ {Mail("Hi {{ customer.last_name }}")} ] }}";

        Assert.Empty(Read("on: purchase", $"{{ id: who, branch: [ {named}, {nameless.Replace("id: mail", "id: other", StringComparison.Ordinal)} ] }}"));
    }

    [Fact]
    public void Of_many_arms_only_the_nearest_are_kept_in_mind()
    {
        var known = new KnownThere(ModelShapes.OfRun("purchase", perLine: false), ["true"]);
        List<YamlNode> arms = [.. Enumerable.Range(0, 8000).Select(number => Asking("if", $"purchase.total > {number}"))];

        var given = known.In(arms, 7999).Given;

        Assert.Equal(KnownThere.MostFailed + 2, given.Count);
        Assert.Equal(["!(purchase.total > 7998)", "purchase.total > 7999"], given.TakeLast(2));
    }

    [Fact]
    public void Of_many_waits_only_the_nearest_are_kept_in_mind()
    {
        var known = new KnownThere(ModelShapes.OfRun("purchase", perLine: false), []);

        for (var i = 0; i < 8000; i++) known = known.Behind(new YamlNode.Map([new(Word("wait"), Asking("until", $"purchase.total > {i}"))], 1, 1));

        Assert.Equal((KnownThere.MostGiven, "purchase.total > 7999"), (known.Given.Count, known.Given[^1]));
    }

    [Theory]
    [InlineData("on: purchase", "purchase.delivered_at", "`purchase.delivered_at ?? purchase.at`")]
    [InlineData("on: lapsed", "customer.last_purchase_at", "`customer.last_purchase_at ?? event.at`")]
    public void A_date_that_can_be_missing_is_warned_of_with_a_fallback(string trigger, string date, string suggestion)
    {
        var problem = Assert.Single(Read(trigger, $"{{ id: pause, wait: {{ date: {date}, offset: 2d }} }}"));

        Assert.Equal((ProblemCode.Expression, false, "steps[0].wait.date"), (problem.Code, problem.IsError, problem.Path));
        Assert.Contains(suggestion, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on: purchase", "{ id: pause, wait: { date: purchase.delivered_at ?? purchase.at, offset: 2d } }")]
    [InlineData("on: delivered", "{ id: pause, wait: { date: purchase.delivered_at, offset: 2d } }")]
    [InlineData("on: purchase, per: line, if: line.runs_out_at != null", "{ id: pause, wait: { date: line.runs_out_at, offset: -7d } }")]
    [InlineData("on: purchase", "{ id: come, wait: { until: purchase.delivered_at != null } }, { id: pause, wait: { date: purchase.delivered_at, offset: 2d } }")]
    public void A_date_that_is_there_is_fine(string trigger, string steps) => Assert.Empty(Read(trigger, steps));

    [Theory]
    [InlineData("{ id: mail, email: { template: t, content: own, subject: S, slots: { date: \"Until 3 May\", if: \"Only if you like\", url: \"{{ customer.first_name ?? 'you' }}\" } } }")]
    [InlineData("{ id: mail, email: { template: t, content: own, subject: S, slots: { until: { en: \"Until 3 May\", de: \"Bis 3. Mai\" } } } }")]
    [InlineData("{ id: note, update: { set: { date: \"Until 3 May\", text: \"{{ customer.first_name }}\", pick: \"rule:none\" } } }")]
    public void Slots_and_attributes_may_be_called_as_fields_of_a_journey_are(string step) => Assert.Empty(Read("on: purchase", step));

    private static YamlNode.Map Asking(string key, string condition) => new([new(Word(key), Word(condition))], 1, 1);

    private static YamlNode.Scalar Word(string text) => new(text, true, 1, 1, 1);

    private static string Mail(string subject) => $"{{ id: mail, email: {{ template: t, content: own, subject: \"{subject}\" }} }}";

    private static IReadOnlyList<Problem> Read(string trigger, string steps) =>
        JourneyFile.Read("j.yaml", $"journey: j\ntrigger: {{ {trigger} }}\nsteps: [ {steps} ]\n", FileCatalog.Open).Problems;
}
