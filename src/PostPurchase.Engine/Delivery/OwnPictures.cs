using System.Buffers;
using System.Text;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// Puts the address of this installation before the pictures that were uploaded to it. Texts name them <c>/a/{hash}</c>; older ones name them with whatever address
/// the installation had when they were uploaded.
/// </summary>
internal static class OwnPictures
{
    private const string Folder = "/a/";
    private const int HashLength = 64;
    private const int LongestStart = 300;

    private static readonly SearchValues<char> s_around = SearchValues.Create(" \t\r\n\"'<>(),;");
    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef");

    /// <summary>A body, or a single address, with its pictures at an address; one of another server is left alone unless this one has a picture with its hash.</summary>
    /// <param name="baseUrl">Where this installation is reached, without a slash at the end.</param>
    /// <param name="body">HTML or text.</param>
    /// <param name="has">Whether this installation has a picture with a hash, 64 hex digits.</param>
    public static string At(string baseUrl, string body, Func<string, bool> has)
    {
        StringBuilder? written = null;
        var kept = 0;
        for (var place = Next(body, 0); place >= 0; place = Next(body, place + Folder.Length))
        {
            if (StartOf(body, place, baseUrl, has) is not { } start || start < kept) continue;
            (written ??= new StringBuilder(body.Length + baseUrl.Length)).Append(body, kept, start - kept).Append(baseUrl);
            kept = place;
        }

        return written is null ? body : written.Append(body, kept, body.Length - kept).ToString();
    }

    private static int Next(string body, int from) => body.IndexOf(Folder, from, StringComparison.Ordinal);

    // Where the address begins whose path is found there; null where it is none of ours, or right already.
    private static int? StartOf(string body, int place, string baseUrl, Func<string, bool> has)
    {
        var rest = body.AsSpan(place + Folder.Length);
        if (rest.Length < HashLength || rest[..HashLength].ContainsAnyExcept(s_hex) || (rest.Length > HashLength && GoesOn(rest[HashLength]))) return null;
        var from = Math.Max(0, place - LongestStart);
        var before = body.AsSpan(from, place - from);
        var server = before[(before.LastIndexOfAny(s_around) + 1)..];
        if (server.IsEmpty) return place;
        var isWeb = server.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || server.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        return isWeb && !server.SequenceEqual(baseUrl) && has(rest[..HashLength].ToString()) ? place - server.Length : null;
    }

    private static bool GoesOn(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or '%';
}
