using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

public sealed class ComingMailTests
{
    private static readonly Step.Wait Wait = new("wait", 1, new WaitRule.Window(1, 3, null, []));

    [Theory]
    [InlineData(ContentKind.Own, true)]
    [InlineData(ContentKind.ThirdParty, true)]
    [InlineData(ContentKind.Transactional, false)]
    public void The_mail_behind_a_wait_is_coming(ContentKind kind, bool isMarketing) =>
        Assert.Equal(isMarketing, ComingMail.IsMarketing(A.Plan(Wait, A.Email("mail", Step.End, kind)), 0));

    [Fact]
    public void A_mail_on_any_branch_may_come_and_one_behind_another_wait_does_not()
    {
        var branch = new Step.Branch("which", 4, [new(new Condition("yes"), 2, "yes"), new(null, 3, "else")]);
        var pause = new Step.Wait("pause", 4, new WaitRule.Window(4, 5, null, []));

        Assert.True(ComingMail.IsMarketing(A.Plan(Wait, branch, A.Email("mail", Step.End), pause), 0));
        Assert.False(ComingMail.IsMarketing(A.Plan(Wait, branch, new Step.Exit("out", "over"), pause, A.Email("later", Step.End)), 0));
    }

    [Fact]
    public void The_mails_of_all_branches_are_named_in_file_order_up_to_the_next_wait()
    {
        var branch = new Step.Branch("which", Step.End, [new(new Condition("yes"), 2, "yes"), new(null, 3, "else")]);
        var pause = new Step.Wait("pause", 5, new WaitRule.Window(4, 5, null, []));
        var plan = A.Plan(Wait, branch, A.Email("ask", Step.End, ContentKind.Transactional), A.Email("tips", 4), pause, A.Email("later", Step.End));

        Assert.Equal(["ask", "tips"], ComingMail.Of(plan, 0).Select(email => email.Id));
        Assert.Empty(ComingMail.Of(plan, 1));
    }

    [Fact]
    public void A_step_that_is_no_wait_and_a_plan_that_leads_back_say_no()
    {
        Assert.False(ComingMail.IsMarketing(A.Plan(A.Email("mail", Step.End)), 0));
        Assert.False(ComingMail.IsMarketing(A.Plan(Wait, new Step.Branch("again", Step.End, [new(null, 1, "else")])), 0));
        Assert.False(ComingMail.IsMarketing(A.Plan(Wait), 7));
    }
}
