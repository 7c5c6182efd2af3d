using System.Text;
using System.Text.Json;
using PostPurchase.Mail.Feedback;
using PostPurchase.Testing;
using Xunit;
using Xunit.Abstractions;

namespace PostPurchase.Mail.Tests.Feedback;

/// <summary>198 real messages with the reason that others gave each recipient.</summary>
public sealed class LabelledBounceTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, BounceReason[]> Ours = new()
    {
        ["userunknown"] = [BounceReason.AddressUnknown],
        ["hostunknown"] = [BounceReason.DomainUnknown],
        ["hasmoved"] = [BounceReason.Moved],
        ["mailboxfull"] = [BounceReason.MailboxFull],
        ["suspend"] = [BounceReason.Suspended],
        ["filtered"] = [BounceReason.RecipientRefused],
        ["rejected"] = [BounceReason.SenderRejected],
        ["blocked"] = [BounceReason.Reputation],
        ["badreputation"] = [BounceReason.Reputation],
        ["authfailure"] = [BounceReason.Authentication],
        ["requireptr"] = [BounceReason.Authentication],
        ["policyviolation"] = [BounceReason.Policy],
        ["securityerror"] = [BounceReason.Policy],
        ["norelaying"] = [BounceReason.RelayDenied],
        ["spamdetected"] = [BounceReason.Content],
        ["virusdetected"] = [BounceReason.Content],
        ["contenterror"] = [BounceReason.Content],
        ["notcompliantrfc"] = [BounceReason.Content],
        ["mesgtoobig"] = [BounceReason.TooBig],
        ["exceedlimit"] = [BounceReason.TooBig],
        ["toomanyconn"] = [BounceReason.Rate],
        ["speeding"] = [BounceReason.Rate],
        ["systemerror"] = [BounceReason.System],
        ["systemfull"] = [BounceReason.System],
        ["mailererror"] = [BounceReason.System],
        ["syntaxerror"] = [BounceReason.System],
        ["networkerror"] = [BounceReason.Network],
        ["expired"] = [BounceReason.Expired],
        ["notaccept"] = [BounceReason.NotAccepting],
        ["undefined"] = [BounceReason.Unknown],
        ["onhold"] = [BounceReason.Unknown],
        ["vacation"] = [BounceReason.AutoReply],
        ["delivered"] = [BounceReason.Delivered],
    };

    private sealed record Label(string Reason, bool Hard, string Feedback);

    private sealed record Case(string File, byte[] Message, List<Label> Labels);

    [ConformanceFact]
    public void The_reason_is_right_for_at_least_95_percent_of_recipients()
    {
        int right = 0, all = 0;
        foreach (var (file, message, labels) in Cases())
        {
            var reports = FeedbackReader.Read(message).Reports.ToList();
            foreach (var label in labels)
            {
                all++;
                var match = reports.FindIndex(r => Expected(label).Contains(r.Reason));
                if (match >= 0) { right++; reports.RemoveAt(match); }
                else output.WriteLine($"{file}: {label.Reason}, read as {string.Join(" | ", reports.Select(r => $"{r.Reason} {r.Status} {r.ReplyCode} {r.Recipient}: {r.Diagnostic[..Math.Min(r.Diagnostic.Length, 120)]}"))}");
            }
        }
        output.WriteLine($"{right} of {all}");
        Assert.True(right >= 0.95 * all, $"{right} of {all}");
    }

    [ConformanceFact]
    public void Each_recipient_is_reported_once()
    {
        var wrong = Cases().Where(c => c.Labels.Count > 0 && FeedbackReader.Read(c.Message).Reports.Count != c.Labels.Count).Select(c => c.File).ToList();
        Assert.Empty(wrong);
    }

    [ConformanceFact]
    public void Nobody_is_suppressed_who_should_not_be()
    {
        var wrong = new List<string>();
        foreach (var (file, message, labels) in Cases())
        {
            var allowed = labels.Count(l => l.Hard || l.Reason == "feedback");
            var suppressed = FeedbackReader.Read(message).Reports.Count(r => r.Action == BounceAction.Suppress);
            if (suppressed > allowed) wrong.Add(file);
        }
        Assert.Empty(wrong);
    }

    [ConformanceFact]
    public void Automatic_answers_deliveries_and_ordinary_mail_never_count()
    {
        foreach (var (file, message, labels) in Cases().Where(c => c.Labels.All(l => l.Reason is "vacation" or "delivered")))
            Assert.All(FeedbackReader.Read(message).Reports, r => Assert.True(r.Action == BounceAction.Ignore, file));
    }

    private static BounceReason[] Expected(Label label) => label.Reason != "feedback" ? Ours[label.Reason] : label.Feedback switch
    {
        "opt-out" => [BounceReason.ComplaintOptOut],
        "auth-failure" or "dmarc" => [BounceReason.ComplaintAuthFailure],
        _ => [BounceReason.ComplaintAbuse],
    };

    private static List<Case> Cases()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Conformance.PathTo("bounces", "labels.json"), Encoding.UTF8));
        var cases = new List<Case>();
        foreach (var message in json.RootElement.GetProperty("messages").EnumerateArray())
        {
            var file = message.GetProperty("file").GetString()!;
            var labels = message.GetProperty("expected").EnumerateArray().Select(e => new Label(
                e.GetProperty("reason").GetString()!, e.GetProperty("hard").GetBoolean(), e.TryGetProperty("feedback", out var f) ? f.GetString() ?? "" : ""));
            cases.Add(new Case(Path.GetFileName(file), File.ReadAllBytes(Conformance.PathTo("bounces", file)), labels.ToList()));
        }
        return cases;
    }
}
