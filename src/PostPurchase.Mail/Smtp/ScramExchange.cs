using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Mail.Smtp;

/// <summary>The client's side of SCRAM-SHA-256 without channel binding (RFC 5802 section 5, RFC 7677).</summary>
internal sealed class ScramExchange(string user, string password, string nonce)
{
    private const int LeastIterations = 4096;     // RFC 7677 4
    private const int MostIterations = 1_000_000; // so that no server can make us compute for minutes

    /// <summary>The server-final-message that a server that knows the password sends; empty before <see cref="TryAnswer"/>.</summary>
    public string ServerFinal { get; private set; } = "";

    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));

    /// <summary>client-first-message.</summary>
    public string First() => "n,," + FirstBare();

    /// <summary>client-final-message for a server-first-message; false where that is not valid or asks for too few or too many iterations.</summary>
    public bool TryAnswer(string serverFirst, out string answer)
    {
        answer = "";
        if (serverFirst.Split(',') is not [['r', '=', .. var serverNonce], ['s', '=', .. var salt], ['i', '=', .. var count], ..]) return false;
        if (!serverNonce.StartsWith(nonce, StringComparison.Ordinal) || serverNonce.Length == nonce.Length) return false;
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)) return false;
        var saltBytes = new byte[salt.Length];
        if (iterations is < LeastIterations or > MostIterations || !Convert.TryFromBase64String(salt, saltBytes, out var saltLength)) return false;

        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC)), saltBytes.AsSpan(0, saltLength), iterations, HashAlgorithmName.SHA256, 32);
        var withoutProof = "c=biws,r=" + serverNonce;
        var message = Encoding.UTF8.GetBytes($"{FirstBare()},{serverFirst},{withoutProof}");
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), message);
        for (var i = 0; i < proof.Length; i++) proof[i] ^= clientKey[i];
        ServerFinal = "v=" + Convert.ToBase64String(HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), message));
        answer = $"{withoutProof},p={Convert.ToBase64String(proof)}";
        return true;
    }

    /// <summary>Whether a server-final-message proves that the server knows the password.</summary>
    public bool IsProof(string serverFinal) => ServerFinal.Length > 0 &&
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(serverFinal.Split(',')[0]), Encoding.UTF8.GetBytes(ServerFinal));

    private string FirstBare() => $"n={Escape(user.Normalize(NormalizationForm.FormKC))},r={nonce}";

    private static string Escape(string name) => name.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
}
