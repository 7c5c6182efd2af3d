namespace PostPurchase.Engine.Connectors;

/// <summary>
/// A sender of webhooks as the settings name it. Whose events they are follows from the secret that signed them, never from a header.
/// While a secret is being changed, both it and <paramref name="PreviousSecret"/> are accepted; an empty one never is.
/// </summary>
public sealed record HookSource(SourceKind Kind, string Secret, string? PreviousSecret = null, string Store = "default")
{
    internal IEnumerable<string> Secrets => new[] { Secret, PreviousSecret }.OfType<string>().Where(secret => secret.Length > 0);

    /// <summary>Says the kind and the store, and never the secrets.</summary>
    public override string ToString() => $"{Kind} of store {Store}";
}
