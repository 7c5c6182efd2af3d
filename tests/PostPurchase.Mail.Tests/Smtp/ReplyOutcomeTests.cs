using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public class ReplyOutcomeTests
{
    [Theory]
    [InlineData("Recipient", "550 5.1.1 no such user", "Rejected Recipient")]
    [InlineData("Recipient", "550 no such user", "Rejected Recipient")]
    [InlineData("Recipient", "550 5.1.10 null MX", "Rejected Recipient")]
    [InlineData("Recipient", "550 5.2.1 disabled", "Rejected Recipient")]
    [InlineData("Recipient", "550 5.7.1 policy", "Rejected Domain")]
    [InlineData("Recipient", "554 5.7.26 not authenticated", "Rejected Domain")]
    [InlineData("Recipient", "553 5.3.0 unknown", "Rejected Recipient")]
    [InlineData("Recipient", "450 4.2.1 too fast for this mailbox", "Deferred Recipient")]
    [InlineData("Recipient", "450 later", "Deferred Recipient")]
    [InlineData("Recipient", "451 4.7.1 Greylisted, please come back", "Deferred Recipient")]
    [InlineData("Recipient", "451 4.7.1 Try again later", "Deferred Domain")]
    [InlineData("Recipient", "451 4.4.1 no route to host", "Deferred Domain")]
    [InlineData("Recipient", "452 4.2.2 mailbox full", "Deferred Recipient")]
    [InlineData("Recipient", "452 4.3.1 out of space", "Deferred Transport")]
    [InlineData("Recipient", "552 too many recipients", "Deferred Recipient")]
    [InlineData("Recipient", "552 5.2.2 mailbox full", "Deferred Recipient")]
    [InlineData("Recipient", "552 5.3.4 too big", "Rejected Message")]
    [InlineData("Recipient", "421 4.7.0 closing", "Deferred Domain")]
    [InlineData("Sender", "421 4.7.0 closing", "Deferred Connection")]
    [InlineData("Recipient", "530 5.7.0 authentication required", "Deferred Transport")]
    [InlineData("Sender", "530 5.7.0 Must issue a STARTTLS command first", "Deferred Transport")]
    [InlineData("Sender", "452 insufficient storage", "Deferred Transport")]
    [InlineData("Sender", "552 5.3.4 too big", "Rejected Message")]
    [InlineData("Sender", "553 5.1.8 bad sender", "Rejected Message")]
    [InlineData("Sender", "550 5.7.26 unauthenticated sender", "Rejected Domain")]
    [InlineData("Sender", "550 no", "Rejected Message")]
    [InlineData("Message", "451 local error", "Deferred Message")]
    [InlineData("Message", "554 no", "Rejected Message")]
    [InlineData("Message", "552 5.2.3 longer than allowed", "Rejected Message")]
    [InlineData("Message", "554 5.6.0 bad content", "Rejected Message")]
    [InlineData("Message", "550 5.7.1 spam", "Rejected Domain")]
    [InlineData("Message", "451 4.7.28 rate of your address", "Deferred Domain")]
    [InlineData("Message", "421 4.3.2 shutting down", "Deferred Connection")]
    public void A_reply_says_whether_it_is_for_good_and_whom_it_concerns(string stage, string line, string expected)
    {
        var outcome = ReplyOutcome.Of(Enum.Parse<SmtpStage>(stage), new SmtpReply(int.Parse(line[..3], null), line[4..]));
        Assert.Equal(expected, outcome switch
        {
            SendOutcome.Rejected rejected => $"Rejected {rejected.Scope}",
            SendOutcome.Deferred deferred => $"Deferred {deferred.Scope}",
            _ => outcome.ToString(),
        });
    }
}
