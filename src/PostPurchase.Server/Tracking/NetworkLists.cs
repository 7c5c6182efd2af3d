using System.Net;
using NodaTime;
using PostPurchase.Core.Feedback;

namespace PostPurchase.Server.Tracking;

/// <summary>
/// The owner's lists of networks (<c>Tracking:Networks:CLASS</c>), read again when a file has changed. A list that cannot be read whole leaves what was known, and is said. What came before a list changed
/// keeps the class that it came with: addresses are not kept.
/// </summary>
/// <param name="files">Full path by class.</param>
internal sealed class NetworkLists(IReadOnlyDictionary<AddressClass, string> files)
{
    private static readonly Duration s_betweenLooks = Duration.FromSeconds(30);

    private NetworkTable _table = NetworkTable.Empty;
    private string _seen = "";
    private Instant _lookedAt = Instant.MinValue;

    /// <summary>The class of an address.</summary>
    public AddressClass ClassOf(IPAddress? address) => Volatile.Read(ref _table).ClassOf(address);

    /// <summary>Reads the lists where a file is another than it was, at most every 30 seconds; gives what is wrong with them, once a change.</summary>
    public IReadOnlyList<string> Refresh(Instant now)
    {
        if (files.Count == 0 || now - _lookedAt < s_betweenLooks) return [];
        _lookedAt = now;
        var seen = string.Join('\n', files.OrderBy(file => file.Key).Select(file => new FileInfo(file.Value)).Select(file => $"{file.FullName} {(file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "gone")}"));
        if (seen == _seen) return [];
        _seen = seen;
        return Read();
    }

    private IReadOnlyList<string> Read()
    {
        var gone = files.Values.Where(file => !File.Exists(file)).Select(file => $"{file}: it is not there").ToList();
        if (gone.Count > 0) return gone;
        var texts = files.OrderBy(file => file.Key).Select(file => (file.Key, Path.GetFileName(file.Value), File.ReadAllText(file.Value))).ToList();
        var (table, problems) = NetworkTable.Read(texts);
        if (problems.Count > 0) return problems;
        Volatile.Write(ref _table, table);
        return [];
    }
}
