namespace PostPurchase.Mail.Messages;

/// <summary>
/// A message cannot be written because a field would break the header or is not what the standards allow. Nothing was written or
/// sent, and trying again will not help: park the send and show the reason. The message names the field, never its value.
/// </summary>
public sealed class MessageRefusedException : Exception
{
    /// <summary>Refuses <paramref name="field"/> because it <paramref name="reason"/>.</summary>
    public MessageRefusedException(string field, string reason)
        : base($"{field} {reason}") => Field = field;

    /// <summary>The header or property that was refused, for example <c>Subject</c>.</summary>
    public string Field { get; }
}
