using System.Security.Cryptography;
using System.Text;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Api;

/// <summary>What somebody saw of a file before they changed it: by it the second of two who are at it is told.</summary>
internal static class SeenText
{
    /// <summary>The hash that stands in If-Match: SHA-256 of the text in UTF-8, 64 hexadecimal digits.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The hash in If-Match, or null where none is given.</summary>
    public static string? HashIn(HttpContext context) => context.Request.Headers.IfMatch.ToString().Trim('"') is { Length: > 0 } hash ? hash : null;

    /// <summary>Who made a file what it is now, as the newest 200 rows of the audit log say it; null where a program wrote it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="subject">The file.</param>
    /// <param name="after">What the log keeps of its text; null where the file is gone.</param>
    public static AuditEntry? WrittenBy(Database database, string subject, string? after) =>
        new AuditStore(database).List(null, 200).Select(row => row.Entry).FirstOrDefault(entry => entry.Subject == subject && entry.After == after);
}
