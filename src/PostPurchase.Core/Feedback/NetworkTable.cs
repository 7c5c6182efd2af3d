using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PostPurchase.Core.Feedback;

/// <summary>
/// What kind of network an address is in, by the owner's lists of networks: the longest prefix that covers it decides. Immutable; a look-up costs one probe a
/// prefix length that the lists use.
/// </summary>
public sealed class NetworkTable
{
    private const int BitsOfV4 = 32;
    private const int BitsOfV6 = 128;

    private readonly (int Bits, Dictionary<UInt128, AddressClass> Networks)[] _v4;
    private readonly (int Bits, Dictionary<UInt128, AddressClass> Networks)[] _v6;

    private NetworkTable(IEnumerable<Entry> entries)
    {
        var all = entries.ToLookup(entry => entry.Width);
        (_v4, _v6) = (ByLength(all[BitsOfV4]), ByLength(all[BitsOfV6]));
    }

    /// <summary>Knows no network.</summary>
    public static NetworkTable Empty { get; } = new([]);

    /// <summary>
    /// Reads lists: a network (<c>203.0.113.0/24</c>, <c>2001:db8::/32</c>) or an address a line; what follows <c>#</c> is a remark. A network that two lists have is of the
    /// class that stands later.
    /// </summary>
    /// <param name="lists">Text by class, with what a problem calls it.</param>
    /// <returns>The table of the good lines, and every bad one as <c>NAME:LINE: what is wrong</c>.</returns>
    public static (NetworkTable Table, IReadOnlyList<string> Problems) Read(IEnumerable<(AddressClass Class, string Name, string Text)> lists)
    {
        var (entries, problems) = (new List<Entry>(), new List<string>());
        foreach (var (kind, name, text) in lists)
        {
            var number = 0;
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                number++;
                var bare = (line.IndexOf('#') is >= 0 and var remark ? line[..remark] : line).Trim();
                if (bare.IsEmpty) continue;
                if (Parse(bare, kind) is { } entry) entries.Add(entry);
                else problems.Add($"{name}:{number}: `{bare}` is no network such as 203.0.113.0/24 or 2001:db8::/32");
            }
        }

        return (new(entries), problems);
    }

    /// <summary>The class of an address; <see cref="AddressClass.Unknown"/> where no list covers it.</summary>
    public AddressClass ClassOf(IPAddress? address)
    {
        if (address is null) return AddressClass.Unknown;
        var (bits, width) = Bits(address);
        foreach (var (length, networks) in width == BitsOfV4 ? _v4 : _v6)
            if (networks.TryGetValue(Masked(bits, length, width), out var kind)) return kind;
        return AddressClass.Unknown;
    }

    private static Entry? Parse(ReadOnlySpan<char> text, AddressClass kind)
    {
        var slash = text.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return null;
        // A mapped address is written in 128 bits and means one of 32.
        var (bits, width) = Bits(address);
        if (slash < 0) return new(width, width, bits, kind);
        var lengthens = address.IsIPv4MappedToIPv6 ? BitsOfV6 - BitsOfV4 : 0;
        return int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length - lengthens is >= 0 and var own && own <= width
            ? new(width, own, Masked(bits, own, width), kind)
            : null;
    }

    private static (UInt128 Bits, int Width) Bits(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var count);
        UInt128 bits = 0;
        foreach (var part in bytes[..count]) bits = (bits << 8) | part;
        return (bits, address.AddressFamily == AddressFamily.InterNetwork ? BitsOfV4 : BitsOfV6);
    }

    // The part below the prefix goes; a length of 0 leaves nothing.
    private static UInt128 Masked(UInt128 bits, int length, int width) => length == 0 ? 0 : bits >> (width - length) << (width - length);

    private static (int, Dictionary<UInt128, AddressClass>)[] ByLength(IEnumerable<Entry> entries) =>
    [
        .. entries.GroupBy(entry => entry.Length).OrderByDescending(group => group.Key).Select(group =>
        {
            var networks = new Dictionary<UInt128, AddressClass>();
            foreach (var entry in group) networks[entry.Bits] = entry.Class;
            return (group.Key, networks);
        }),
    ];

    private readonly record struct Entry(int Width, int Length, UInt128 Bits, AddressClass Class);
}
