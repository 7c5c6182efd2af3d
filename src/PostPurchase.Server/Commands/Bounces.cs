using PostPurchase.Core;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Server.Commands;

/// <summary>Acts on a bounce whose return path proves which send it is about; everything else in a message can be forged.</summary>
internal static class Bounces
{
    /// <summary>Null when it was acted on or there is nothing to do, else why not.</summary>
    public static async Task<string?> ApplyAsync(Shell shell, string data, MailFeedback feedback, CancellationToken cancellationToken)
    {
        if (!feedback.Reports.Any(report => report.Action == BounceAction.Suppress)) return null;
        var folder = new DataFolder(shell.PathOf(data));
        if (folder.ReadSecret() is not { } key) return "nothing was changed: this data folder has no key yet, so no mail of it can have come back";
        var sent = feedback.DeliveredTo.Select(address => ReturnPath.TryVerify(address, key, out var id) ? id : 0).FirstOrDefault(id => id != 0);
        if (sent == 0) return "nothing was changed: no recipient of this report is a return path of ours";
        await using var database = folder.OpenAsGuest();
        if (await new SendLedger(database).FindAsync(new SendId(sent)) is not { Address: { } address } send) return "nothing was changed: that mail is not in the ledger";
        var reason = feedback.Reports.First(report => report.Action == BounceAction.Suppress).Reason;
        var scope = feedback.Kind == FeedbackKind.Complaint ? SuppressionScope.Marketing : SuppressionScope.Everything;
        await new SuppressionStore(database).AddAsync(
            send.Store, EmailIdentity.Normalise(address) ?? address, new Suppression(scope, reason.ToName()), (shell.Now, send.Id), cancellationToken);
        return null;
    }
}
