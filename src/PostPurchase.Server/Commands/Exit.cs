namespace PostPurchase.Server.Commands;

/// <summary>What a command ends with.</summary>
internal static class Exit
{
    public const int Fine = 0;

    /// <summary>The answer is no, or it failed.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong, or name what this version has not.</summary>
    public const int WrongArguments = 2;

    /// <summary>Keep the message and come again (EX_TEMPFAIL of sysexits.h): mail servers give up, or answer the sender, on any other failure of what they pipe to.</summary>
    public const int TryAgainLater = 75;
}
