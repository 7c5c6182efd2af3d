namespace PostPurchase.Mail.Smtp;

/// <summary>Tries a mail server without handing it anything.</summary>
public static class SmtpCheck
{
    /// <summary>Connects, secures and logs in as a message would; null where all of it goes well, else why not, without secrets.</summary>
    public static async Task<string?> ReachAsync(SmtpTransportOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        options.Check();
        try
        {
            var (wire, _) = await SmtpOpener.OpenAsync(options, time, cancellationToken);
            wire.Dispose();
            return null;
        }
        catch (SmtpLinkException problem)
        {
            return problem.Message;
        }
    }
}
