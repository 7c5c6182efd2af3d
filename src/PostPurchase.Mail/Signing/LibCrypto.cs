using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PostPurchase.Mail.Signing;

/// <summary>The few calls of OpenSSL's libcrypto that Ed25519 needs (OpenSSL manual, EVP_DigestSign and EVP_PKEY_new_raw_private_key).</summary>
internal static class LibCrypto
{
    public const int Ed25519SignatureLength = 64;

    private const string Name = "libcrypto";
    private const int Ed25519Type = 1087; // EVP_PKEY_ED25519
    private const int PublicKeyLength = 32;
    private static readonly string[] s_files = ["libcrypto.so.3", "libcrypto.so.4", "libcrypto.so.1.1"];

    static LibCrypto() => NativeLibrary.SetDllImportResolver(typeof(LibCrypto).Assembly, Resolve);

    /// <summary>A private key from its 32 bytes.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no libcrypto, or one without Ed25519.</exception>
    public static Key Ed25519(byte[] seed)
    {
        try
        {
            var key = EVP_PKEY_new_raw_private_key(Ed25519Type, 0, seed, (nuint)seed.Length);
            return key.IsInvalid ? throw Missing(null) : key;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw Missing(e);
        }
    }

    private static PlatformNotSupportedException Missing(Exception? cause) =>
        new($"Ed25519 needs OpenSSL's libcrypto ({string.Join(", ", s_files)}), which this machine does not have", cause);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name) return 0;
        foreach (var file in s_files)
        {
            if (NativeLibrary.TryLoad(file, out var library)) return library;
        }

        return 0; // the runtime then says that the library is not there
    }

    private static void Demand(int result, string call)
    {
        if (result != 1) throw new CryptographicException($"{call} of OpenSSL failed");
    }

    /// <summary>An EVP_PKEY. It never changes, so many threads may sign with it, each in a context of its own.</summary>
    internal sealed class Key() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        /// <summary>The 32 bytes of the public key.</summary>
        public byte[] PublicKey()
        {
            var bytes = new byte[PublicKeyLength];
            nuint length = PublicKeyLength;
            Demand(EVP_PKEY_get_raw_public_key(this, bytes, ref length), nameof(EVP_PKEY_get_raw_public_key));
            return bytes;
        }

        /// <summary>The 64 bytes of the signature (RFC 8032 5.1.6): the same for the same message.</summary>
        public byte[] Sign(byte[] message)
        {
            var signature = new byte[Ed25519SignatureLength];
            nuint length = Ed25519SignatureLength;
            using var context = EVP_MD_CTX_new();
            Demand(EVP_DigestSignInit(context, 0, 0, 0, this), nameof(EVP_DigestSignInit));
            Demand(EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length), nameof(EVP_DigestSign));
            return signature;
        }

        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(handle);
            return true;
        }
    }

    /// <summary>An EVP_MD_CTX.</summary>
    internal sealed class Context() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(handle);
            return true;
        }
    }

    [DllImport(Name)]
    private static extern Key EVP_PKEY_new_raw_private_key(int type, nint engine, byte[] key, nuint length);

    [DllImport(Name)]
    private static extern int EVP_PKEY_get_raw_public_key(Key key, byte[] publicKey, ref nuint length);

    [DllImport(Name)]
    private static extern void EVP_PKEY_free(nint key);

    [DllImport(Name)]
    private static extern Context EVP_MD_CTX_new();

    [DllImport(Name)]
    private static extern void EVP_MD_CTX_free(nint context);

    [DllImport(Name)]
    private static extern int EVP_DigestSignInit(Context context, nint keyContext, nint digest, nint engine, Key key);

    [DllImport(Name)]
    private static extern int EVP_DigestSign(Context context, byte[] signature, ref nuint signatureLength, byte[] message, nuint messageLength);
}
