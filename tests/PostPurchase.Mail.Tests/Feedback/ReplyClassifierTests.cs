using PostPurchase.Mail.Feedback;
using Xunit;

namespace PostPurchase.Mail.Tests.Feedback;

public sealed class ReplyClassifierTests
{
    /// <summary>Lines <c>reason|stage|reply</c>: replies as mail servers and providers write them.</summary>
    private static readonly string[] Known = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Feedback", "KnownReplies.txt"));

    [Fact]
    public void Replies_of_known_servers_have_their_reason()
    {
        var wrong = new List<string>();
        foreach (var line in Known)
        {
            var fields = line.Split('|', 3);
            var verdict = ReplyClassifier.ClassifyReply(0, null, fields[2], Stage(fields[1]));
            if (verdict.Reason.ToName() != fields[0]) wrong.Add($"{verdict.Reason.ToName()} for {line}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void A_temporary_reply_never_suppresses()
    {
        foreach (var line in Known)
        {
            var fields = line.Split('|', 3);
            Assert.NotEqual(BounceAction.Suppress, ReplyClassifier.ClassifyReply(450, "4.1.1", fields[2], Stage(fields[1])).Action);
        }
    }

    [Fact]
    public void Only_a_missing_address_or_domain_or_a_move_suppresses()
    {
        foreach (var line in Known)
        {
            var fields = line.Split('|', 3);
            var verdict = ReplyClassifier.ClassifyReply(0, null, fields[2], Stage(fields[1]));
            var may = verdict.Reason is BounceReason.AddressUnknown or BounceReason.DomainUnknown or BounceReason.Moved;
            Assert.False(verdict.Action == BounceAction.Suppress && !may, line);
        }
    }

    [Theory]
    [InlineData(550, "5.1.1", "no", "address_unknown", BounceAction.Suppress)]
    [InlineData(550, "5.1.2", "no", "domain_unknown", BounceAction.Suppress)]
    [InlineData(450, "4.2.2", "wait", "mailbox_full", BounceAction.Retry)]
    [InlineData(552, null, "", "mailbox_full", BounceAction.Retry)]
    [InlineData(521, null, "", "not_accepting", BounceAction.PauseDomain)]
    [InlineData(550, "5.7.26", "", "authentication", BounceAction.PauseDomain)]
    [InlineData(421, "5.7.32", "", "authentication", BounceAction.PauseDomain)]
    [InlineData(550, null, "", "unknown", BounceAction.Retry)]
    [InlineData(0, null, "", "unknown", BounceAction.Retry)]
    public void Codes_alone_are_enough(int code, string? status, string text, string reason, BounceAction action)
    {
        var verdict = ReplyClassifier.ClassifyReply(code, status, text);
        Assert.Equal((reason, action), (verdict.Reason.ToName(), verdict.Action));
    }

    [Fact]
    public void Unknown_user_is_believed_only_where_it_can_be_meant()
    {
        Assert.Equal(BounceReason.AddressUnknown, ReplyClassifier.ClassifyReply(550, null, "User unknown", SmtpStage.Recipient).Reason);
        Assert.Equal(BounceReason.RecipientRefused, ReplyClassifier.ClassifyReply(550, null, "User unknown", SmtpStage.Message).Reason);
        Assert.Equal(BounceReason.SenderRejected, ReplyClassifier.ClassifyReply(550, null, "User unknown", SmtpStage.Sender).Reason);
    }

    [Fact]
    public void Codes_repeated_on_each_line_do_not_break_a_phrase()
    {
        var verdict = ReplyClassifier.ClassifyReply(0, null, "550-5.2.1 The user you are trying to contact is receiving mail at a rate that\n550-5.2.1 prevents additional messages");

        Assert.Equal((BounceReason.Rate, "5.2.1"), (verdict.Reason, verdict.Status));
    }

    private static SmtpStage Stage(string name) => name switch
    {
        "connect" => SmtpStage.Connect,
        "mail" => SmtpStage.Sender,
        "rcpt" => SmtpStage.Recipient,
        "data" => SmtpStage.Message,
        _ => SmtpStage.Unknown,
    };
}
