namespace PostPurchase.Server.Hosting;

/// <summary>Lets the process begin anew with other settings, where the command that runs it can: what is under way is finished first.</summary>
internal sealed class ServerRestart
{
    private Action? _stop;

    /// <summary>Whether somebody asked for it.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Whether it can be asked for.</summary>
    public bool IsPossible => _stop is not null;

    /// <summary>Told how to stop the web side by the command that begins anew afterwards.</summary>
    public void Allow(Action stop) => _stop = stop;

    /// <summary>Asks; the answer that is being written still leaves.</summary>
    public void Ask()
    {
        IsAsked = true;
        _stop?.Invoke();
    }
}
