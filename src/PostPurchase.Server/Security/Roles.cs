namespace PostPurchase.Server.Security;

/// <summary>What people may do, by role. A role is a name for scopes: rules live at the addresses, once.</summary>
internal static class Roles
{
    public const string Admin = "admin";

    /// <summary>From least to most.</summary>
    public static IReadOnlyList<string> All { get; } = ["analyst", "marketer", "developer", Admin];

    /// <summary>The scopes of a role; none for a word that is no role.</summary>
    public static string ScopesOf(string role) => role switch
    {
        "analyst" => ApiScopes.Read,
        "marketer" => $"{ApiScopes.Read},{ApiScopes.Write}",
        "developer" => $"{ApiScopes.Read},{ApiScopes.Write},{ApiScopes.Operate},{ApiScopes.Events}",
        Admin => ApiScopes.Admin,
        _ => "",
    };
}
