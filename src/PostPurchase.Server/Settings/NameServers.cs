using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace PostPurchase.Server.Settings;

/// <summary>Name servers as people write them: <c>ADDRESS</c> or <c>ADDRESS:PORT</c>.</summary>
internal static class NameServers
{
    private const int UsualPort = 53;

    public static bool TryRead(string text, [NotNullWhen(true)] out IPEndPoint? server)
    {
        server = IPAddress.TryParse(text, out var address) ? new IPEndPoint(address, UsualPort) : IPEndPoint.TryParse(text, out var both) ? both : null;
        return server is not null;
    }
}
