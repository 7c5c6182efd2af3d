using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Pacing;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Pacing;

public class RetryPolicyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly SendOutcome.Deferred MailboxFull = new(FailureScope.Recipient, SmtpStage.Recipient, 452, new(4, 2, 2), "mailbox full");

    [Fact]
    public void A_deferred_message_is_tried_ever_less_often_until_four_days_have_passed()
    {
        var (policy, now, tries) = (new RetryPolicy(), Noon, new List<double>());
        for (var count = 1; policy.Next(MailboxFull, count, Noon, now, unit: 0) is RetryDecision.RetryAt retry; count++)
        {
            now = retry.At;
            tries.Add((now - Noon).TotalHours);
        }

        Assert.Equal([0.25, 0.75, 1.75, 3.75, 7.75, 11.75], tries.Take(6));
        Assert.Equal(96, tries[^1]);
        Assert.InRange(tries.Count, 20, 40);
        Assert.Equal(new RetryDecision.GiveUp("not accepted within 4 days; last answer: mailbox full"), policy.Next(MailboxFull, 99, Noon, now, unit: 0));
    }

    [Fact]
    public void What_no_server_was_reached_for_ends_after_four_days_too()
    {
        var unreached = new SendOutcome.Deferred(FailureScope.Transport, SmtpStage.Connect, null, null, "cannot connect to mail.example:25");

        Assert.IsType<RetryDecision.RetryAt>(new RetryPolicy().Next(unreached, 0, Noon, Noon.AddHours(95.9), unit: 0));
        Assert.Equal(
            new RetryDecision.GiveUp("not accepted within 4 days; last failure: cannot connect to mail.example:25"), new RetryPolicy().Next(unreached, 0, Noon, Noon.AddDays(4), unit: 0));
    }

    [Theory]
    [InlineData("4.7.1 Greylisted, see http://postgrey.example/", 1, 7)]
    [InlineData("Recipient address rejected: Greylisted", 2, 7)]
    [InlineData("Greylisting in action, please come back", 3, 60)]
    [InlineData("Greylisted for 300 seconds", 1, 6)]
    [InlineData("please try again in 20 minutes", 1, 21)]
    [InlineData("come back later", 1, 15)]
    public void Greylisting_is_met_with_patience(string text, int refusalCount, double minutes)
    {
        var outcome = new SendOutcome.Deferred(FailureScope.Recipient, SmtpStage.Recipient, 451, null, text);
        Assert.Equal(new RetryDecision.RetryAt(Noon.AddMinutes(minutes), true), new RetryPolicy().Next(outcome, refusalCount, Noon, Noon, unit: 0));
    }

    [Fact]
    public void A_server_that_greylists_for_twenty_minutes_gets_the_message_within_the_hour()
    {
        var greylisted = new SendOutcome.Deferred(FailureScope.Recipient, SmtpStage.Recipient, 451, new(4, 7, 1), "Greylisted");
        var (now, tries) = (Noon, 1);
        for (; now < Noon.AddMinutes(20); tries++)
            now = Assert.IsType<RetryDecision.RetryAt>(new RetryPolicy().Next(greylisted, tries, Noon, now, unit: 0.5)).At;
        Assert.InRange(now, Noon.AddMinutes(20), Noon.AddHours(1));
        Assert.InRange(tries, 3, 5);
    }

    [Theory]
    [InlineData(FailureScope.Connection, 421)]
    [InlineData(FailureScope.Transport, 421)]
    [InlineData(FailureScope.Domain, 421)]
    [InlineData(FailureScope.Connection, null)]
    [InlineData(FailureScope.Domain, null)]
    public void A_broken_connection_does_not_count_against_the_message(FailureScope scope, int? code) =>
        Assert.Equal(new RetryDecision.RetryAt(Noon.AddMinutes(1), false), new RetryPolicy().Next(new(scope, SmtpStage.Recipient, code, null, "closing"), 0, Noon, Noon, unit: 0));

    [Fact]
    public void Jitter_shortens_by_up_to_half() =>
        Assert.Equal(new RetryDecision.RetryAt(Noon.AddMinutes(7.5), true), new RetryPolicy().Next(MailboxFull, 1, Noon, Noon, unit: 1));

    [Theory]
    [InlineData("try again in 300 seconds", 300)]
    [InlineData("Please retry after 5 minutes.", 300)]
    [InlineData("wait 1 hour", 3600)]
    [InlineData("in 90s", 90)]
    [InlineData("in 0 seconds", null)]
    [InlineData("in 999999 hours", null)]
    [InlineData("in a while", null)]
    [InlineData("queue 12 seconds", null)]
    public void The_wait_is_read_from_the_servers_words(string text, int? seconds) =>
        Assert.Equal(seconds, (int?)Greylisting.AskedWait(text)?.TotalSeconds);

    [Fact]
    public void A_long_row_of_failures_does_not_overflow() =>
        Assert.Equal(TimeSpan.FromHours(1), Backoff.Delay(1_000_000, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), 0));
}
