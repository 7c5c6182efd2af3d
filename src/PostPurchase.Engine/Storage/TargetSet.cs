using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// What the links of one mail lead to. Kept once for all mails with the same links: those of one step mostly differ only in their token, which is
/// put in at the click. A set is found by a hash of its bytes; another set of the same hash, should it ever come, takes the next number.
/// </summary>
internal sealed record TargetSet(long Id, ReadOnlyMemory<byte> Bytes)
{
    private const int MostKnown = 1024;

    public static TargetSet Of(ReadOnlyMemory<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.Span, hash);
        return new TargetSet(BinaryPrimitives.ReadInt64LittleEndian(hash), bytes);
    }

    /// <summary>Writes the set unless it is there; gives its number.</summary>
    public long Keep(Session session)
    {
        var id = Id;
        while (true)
        {
            if (session.TargetSets.TryGetValue(id, out var known) && Bytes.Span.SequenceEqual(known)) return id;
            var stored = known ?? session[SendSql.ReadTargetSet].With(id).First(row => row.Blob(0));
            if (stored is null) session[SendSql.WriteTargets].With(id).WithBlob(Bytes.Span).Run();
            if (stored is null || Bytes.Span.SequenceEqual(stored)) return Remember(session, id);
            id = unchecked(id + 1);
        }
    }

    private long Remember(Session session, long id)
    {
        if (session.TargetSets.Count >= MostKnown) session.TargetSets.Clear();
        session.TargetSets[id] = Bytes.ToArray();
        return id;
    }
}
