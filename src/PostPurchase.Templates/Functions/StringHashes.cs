#pragma warning disable CA5350, CA5351 // the language offers MD5 and SHA-1 for other systems' identifiers (Gravatar, ad audiences), not for security
using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>string</c> that hash and encode, over UTF-8.</summary>
internal static class StringHashes
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        Hash("md5", MD5.HashData), Hash("sha1", SHA1.HashData), Hash("sha256", SHA256.HashData), Hash("sha512", SHA512.HashData),
        Keyed("hmac_sha1", HMACSHA1.HashData), Keyed("hmac_sha256", HMACSHA256.HashData), Keyed("hmac_sha512", HMACSHA512.HashData),
        new("string", "base64_encode", [Take.Text("text")], ParameterKind.Text, "The text as Base64 of its UTF-8 bytes.", Encode),
        new("string", "base64_decode", [Take.Text("text")], ParameterKind.Text, "The text of Base64-encoded UTF-8 bytes.", Decode),
    ];

    private static BuiltinDeclaration Hash(string name, Func<byte[], byte[]> hash) =>
        new("string", name, [Take.Text("text")], ParameterKind.Text, $"The {name} hash of the text, in hexadecimal digits.",
            (call, args) => Hex(hash(Bytes(call, args.TextOrEmpty(0)))));

    private static BuiltinDeclaration Keyed(string name, Func<byte[], byte[], byte[]> hash) =>
        new("string", name, [Take.Text("text"), Take.Text("secretKey")], ParameterKind.Text, $"The {name} code of the text under a key, in hexadecimal digits.",
            (call, args) => Hex(hash(Bytes(call, args.TextOrEmpty(1)), Bytes(call, args.TextOrEmpty(0)))));

    private static byte[] Bytes(CallContext call, string text)
    {
        call.Budget.Allocate(text.Length);
        call.Budget.Step(text.Length >> 6);
        return Encoding.UTF8.GetBytes(text);
    }

    private static Value Hex(byte[] hash) => Value.From(Convert.ToHexStringLower(hash));

    private static Value Encode(CallContext call, ReadOnlySpan<Value> args)
    {
        var text = args.TextOrEmpty(0);
        call.Budget.Allocate(text.Length * 4L);
        return Value.From(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
    }

    private static Value Decode(CallContext call, ReadOnlySpan<Value> args)
    {
        var text = args.TextOrEmpty(0);
        call.Budget.Allocate(text.Length);
        try
        {
            return Value.From(Encoding.UTF8.GetString(Convert.FromBase64String(text)));
        }
        catch (FormatException)
        {
            throw call.Fail($"The text `{Arguments.Shown(text)}` is not Base64");
        }
    }
}
