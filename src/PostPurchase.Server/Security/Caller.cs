namespace PostPurchase.Server.Security;

/// <summary>Who makes a request.</summary>
/// <param name="Kind">How they are known.</param>
/// <param name="Name">The account's or key's name; the audit names it.</param>
/// <param name="Scope">What they may do, as <see cref="ApiScopes"/> writes it.</param>
/// <param name="Role">An account's role, else null.</param>
/// <param name="LoginId">The login of an account's browser, else 0.</param>
internal sealed record Caller(CallerKind Kind, string Name, string Scope, string? Role = null, long LoginId = 0)
{
    /// <summary>A person at this machine, where that is switched on.</summary>
    public static Caller ThisMachine { get; } = new(CallerKind.Machine, "whoever runs this server", ApiScopes.Admin);
}

/// <summary>How a caller is known.</summary>
internal enum CallerKind
{
    /// <summary>By an API key.</summary>
    Key,

    /// <summary>By a cookie of a browser in which they signed in.</summary>
    Account,

    /// <summary>By being at this machine.</summary>
    Machine,
}

internal static class CallerExtensions
{
    private static readonly object s_key = new();

    /// <summary>Who makes this request, once its scope was checked.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Items[s_key] as Caller ?? throw new InvalidOperationException("this address asks for no scope, so nobody knows who calls it");

    public static void Is(this HttpContext context, Caller caller) => context.Items[s_key] = caller;
}
