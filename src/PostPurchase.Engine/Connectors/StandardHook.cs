using System.Text;
using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>
/// Standard Webhooks (standardwebhooks.com, signature v1) that carry canonical events: one, or a list of which all have to be sound.
/// Signatures v1a (ed25519) are passed over: the platform has no such algorithm.
/// </summary>
internal static class StandardHook
{
    private const string SecretPrefix = "whsec_";

    public static HookReading Read(HookSource source, HookHeaders headers, ReadOnlyMemory<byte> body, Instant now)
    {
        var (id, time, signature) = (headers.First("webhook-id"), headers.First("webhook-timestamp"), headers.First("webhook-signature"));
        if (id is null || time is null || signature is null)
            return new HookReading.BadSignature("one of the headers webhook-id, webhook-timestamp, webhook-signature is missing");
        if (!Signatures.IsRecent(time, now)) return new HookReading.BadSignature("webhook-timestamp is more than 300 seconds ago or ahead");
        if (!IsSigned(source, $"{id}.{time}.", signature, body.Span)) return new HookReading.BadSignature("webhook-signature does not fit the body");
        return Understood(source, id, body);
    }

    /// <summary>The events of a body, all of the source's store; of their own where no source signed it.</summary>
    public static HookReading Understood(HookSource? source, string id, ReadOnlyMemory<byte> body) => CanonicalEvents.ReadMany(body.Span) switch
    {
        EventsReading.One one => Understood(source, id, [one.Event], isList: false),
        EventsReading.Many many => Understood(source, id, many.Events, isList: true),
        EventsReading.Malformed malformed => new HookReading.Malformed(malformed.Path, malformed.Message),
        _ => throw new InvalidOperationException("no such reading"),
    };

    private static HookReading Understood(HookSource? source, string id, IReadOnlyList<EventReading> readings, bool isList)
    {
        var events = new List<StoreEvent>(readings.Count);
        for (var i = 0; i < readings.Count; i++)
        {
            var at = isList ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{i}]") : "";
            if (readings[i] is EventReading.Malformed malformed) return new HookReading.Malformed(Joined(at, malformed.Path), malformed.Message);
            var sound = ((EventReading.Sound)readings[i]).Event;
            if (source is not null && sound.Store != source.Store && sound.Store != "default")
                return new HookReading.Malformed(Joined(at, "store"), $"is {sound.Store}, and the secret of this source belongs to {source.Store}: leave the store out, or use the source of that store");
            events.Add(source is null ? sound : sound with { Store = source.Store });
        }

        return events.Count == 0 ? new HookReading.Ignored("the list is empty", id) : new HookReading.Events(events, id, null);
    }

    private static string Joined(string head, string tail) => head.Length == 0 || tail.Length == 0 ? head + tail : $"{head}.{tail}";

    private static bool IsSigned(HookSource source, string prefix, string header, ReadOnlySpan<byte> body)
    {
        var matches = false;
        var tried = 0;
        Span<byte> claimed = stackalloc byte[32];
        foreach (var claim in Claims(header.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)))
        {
            if (++tried > 8 || !Signatures.TryBase64(claim, claimed)) continue;
            foreach (var key in source.Secrets.SelectMany(Keys)) matches |= Signatures.IsHmac(key, prefix, body, claimed);
        }

        return matches;
    }

    // "v1,BASE64 v1,BASE64 v1a,BASE64": words and their versions alternate once both separators are taken as one.
    private static IEnumerable<string> Claims(string[] words)
    {
        for (var i = 0; i + 1 < words.Length; i++)
        {
            if (words[i] == "v1") yield return words[i + 1];
        }
    }

    // A secret is whsec_ and base64. Without the prefix people paste either form, so both are tried.
    private static IEnumerable<byte[]> Keys(string secret)
    {
        var hasPrefix = secret.StartsWith(SecretPrefix, StringComparison.Ordinal);
        var text = hasPrefix ? secret[SecretPrefix.Length..] : secret;
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var key = new byte[padded.Length];
        if (Convert.TryFromBase64String(padded, key, out var length) && length > 0) yield return key[..length];
        if (!hasPrefix) yield return Encoding.UTF8.GetBytes(secret);
    }
}
