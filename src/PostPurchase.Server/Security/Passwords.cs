using Microsoft.AspNetCore.Identity;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Security;

/// <summary>Passwords, hashed by the framework (PBKDF2 with HMAC-SHA512, a salt each).</summary>
internal static class Passwords
{
    /// <summary>Fewer characters are refused.</summary>
    public const int Shortest = 10;

    /// <summary>More characters are refused: hashing must not become work for an attacker to give.</summary>
    public const int Longest = 200;

    private static readonly PasswordHasher<Account> s_hasher = new();

    // Stands for the hash of somebody who does not exist: the answer takes as long, so its time does not tell which names there are.
    private static readonly string s_nobody = s_hasher.HashPassword(null!, Secret.Create());

    public static string Hash(string password) => s_hasher.HashPassword(null!, password);

    /// <summary>Whether it is the account's password; takes as long for a null account.</summary>
    public static bool Verify(Account? account, string password) =>
        s_hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? s_nobody, password) != PasswordVerificationResult.Failed && account is not null;

    /// <summary>What is wrong with a new password, or null.</summary>
    public static string? ProblemOf(string? password, string name)
    {
        if (password is null || password.Length < Shortest) return $"expected at least {Shortest} characters";
        if (password.Length > Longest) return $"expected at most {Longest} characters";
        return password.Contains(name, StringComparison.OrdinalIgnoreCase) ? "a password must not hold the name" : null;
    }
}
