using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using Xunit;

namespace PostPurchase.Core.Tests.Content;

public sealed class WorkflowTests
{
    private static readonly WorkflowFolder Folder = WorkflowFolder.Read(ShopFiles.Workflows, new() { Templates = ShopFiles.MailNames.ToHashSet() });

    [Fact]
    public void The_six_journeys_and_their_segments_have_no_problems()
    {
        Assert.Empty(Folder.Problems);
        Assert.Equal(["come-back", "high-value", "new-buyer", "recommended-buyer", "replenish", "shipping-to-review"], Folder.Journeys.Select(plan => plan.Key));
    }

    [Fact]
    public void They_are_drafts() => Assert.All(Folder.Journeys, plan => Assert.Equal(JourneyStatus.Draft, plan.Status));

    [Fact]
    public void Every_subject_and_preview_line_speaks_English_and_German() => Assert.All(Mails, mail =>
    {
        Assert.NotEqual(mail.Subject.For("en-US"), mail.Subject.For("de-DE"));
        Assert.NotNull(mail.Preheader);
        Assert.NotEqual(mail.Preheader.For("en-US"), mail.Preheader.For("de-DE"));
    });

    [Fact]
    public void Every_template_is_used() => Assert.Equal(ShopFiles.MailNames.Order(), Mails.Select(mail => mail.Template).Distinct().Order());

    [Fact]
    public void The_best_customers_come_first_and_see_no_partners()
    {
        var best = Folder.Journeys.Single(plan => plan.Key == "high-value");

        Assert.All(Folder.Journeys, plan => Assert.True(plan.Key == best.Key || plan.Priority < best.Priority));
        Assert.All(best.Steps.OfType<Step.Email>(), step => Assert.Equal((ContentKind.Own, null), (step.Content.Kind, step.Content.Offers)));
    }

    [Fact]
    public void Every_condition_can_be_evaluated_with_much_and_with_little()
    {
        var conditions = Folder.Journeys.SelectMany(ConditionsOf).Concat(Folder.Segments.Select(segment => segment.If)).ToList();

        Assert.All(conditions, condition => Assert.IsType<Evaluation<bool>.Of>(Scope(SampleMail.Full()).Test(condition)));
        Assert.All(conditions.Where(condition => !condition.Text.Contains("purchased(", StringComparison.Ordinal)), condition =>
            Assert.IsType<Evaluation<bool>.Of>(Scope(SampleMail.Sparse()).Test(condition)));
    }

    [Fact]
    public void Every_subject_can_be_written() => Assert.All(Mails, mail => Assert.All(new[] { SampleMail.Full(), SampleMail.Full(german: true) }, sources =>
        Assert.False(string.IsNullOrWhiteSpace(Assert.IsType<Evaluation<string>.Of>(Scope(sources).TextOf(mail.Subject)).Value))));

    [Fact]
    public void No_subject_names_what_went_back() => Assert.All(Mails, mail => Assert.All(new[] { SampleMail.FirstReturned(), SampleMail.FirstReturned(german: true) }, sources =>
        Assert.DoesNotContain("espresso", Assert.IsType<Evaluation<string>.Of>(Scope(sources with { Line = null }).TextOf(mail.Subject)).Value, StringComparison.Ordinal)));

    [Theory]
    [InlineData(true, "Did everything go well?", "Ist alles gut gelaufen?")]
    [InlineData(false, "Has everything arrived?", "Ist alles angekommen?")]
    public void The_best_customers_are_asked_whether_it_came_where_that_is_not_known(bool isThere, string english, string german)
    {
        var mail = Folder.Journeys.Single(plan => plan.Key == "high-value").Steps.OfType<Step.Email>().Single(step => step.Id == "ask").Content;

        Assert.Equal((english, german), (Subject(mail, german: false), Subject(mail, german: true)));

        string Subject(EmailContent content, bool german)
        {
            var full = SampleMail.Full(german);
            var sources = isThere ? full : full with { Purchase = full.Purchase! with { DeliveredAt = null } };
            return Assert.IsType<Evaluation<string>.Of>(Scope(sources).TextOf(content.Subject)).Value;
        }
    }

    [Theory]
    [InlineData("news", "New in the shop", "A short hello from Lantern Coffee")]
    [InlineData("win-back", "New since your order", "Come by when you like")]
    [InlineData("suggest", "Goes well with your last order", "Looking for something to go with your order?")]
    public void A_subject_promises_only_what_there_is(string step, string with, string without)
    {
        var subject = Folder.Journeys.SelectMany(plan => plan.Steps.OfType<Step.Email>()).Single(email => email.Id == step).Content.Subject;
        var full = SampleMail.Full();

        Assert.Equal(with, Assert.IsType<Evaluation<string>.Of>(Scope(full).TextOf(subject)).Value);
        Assert.Equal(without, Assert.IsType<Evaluation<string>.Of>(Scope(full with { Offers = [], Coupon = null }).TextOf(subject)).Value);
    }

    [Theory]
    [InlineData("high-value", "tell-staff", "none where this customer may not be mailed")]
    [InlineData("shipping-to-review", "tell-staff", "DHL has not reported it as delivered (tracking number JJD0001). The customer gets an apology now; it says")]
    public void Staff_is_told_what_will_happen_and_when_it_may_not(string journey, string step, string expected)
    {
        var notice = Folder.Journeys.Single(plan => plan.Key == journey).Steps.OfType<Step.Notify>().Single(one => one.Id == step);

        Assert.Contains(expected, Assert.IsType<Evaluation<string>.Of>(Scope(SampleMail.Full()).TextOf(notice.Text)).Value, StringComparison.Ordinal);
    }

    private static IEnumerable<EmailContent> Mails => Folder.Journeys.SelectMany(plan => plan.Steps.OfType<Step.Email>()).Select(step => step.Content);

    private static ModelScope Scope(ModelSources sources) => new(sources, PersonFacts.None, Folder.Segments.ToDictionary(segment => segment.Name, segment => segment.If));

    private static IEnumerable<Condition> ConditionsOf(JourneyPlan plan) =>
        new[] { plan.Trigger.If, plan.Goal?.If }
            .Concat(plan.Exits.Select(exit => exit.If))
            .Concat(plan.Steps.OfType<Step.Wait>().Select(wait => wait.Rule.Until))
            .Concat(plan.Steps.OfType<Step.Branch>().SelectMany(branch => branch.Arms).Select(arm => arm.If))
            .OfType<Condition>();
}
