using System.Text;

namespace PostPurchase.Core.Attribution;

/// <summary>What a mail was made from and what its links lead to: stored once for all mails with the same.</summary>
/// <param name="Template">Name of the template.</param>
/// <param name="TemplateHash">Hash of its text and that of its partials, hex.</param>
/// <param name="Links">In the order of their slots, from slot 1.</param>
public sealed record SendTargets(string Template, string TemplateHash, IReadOnlyList<LinkTarget> Links)
{
    /// <summary>Stands in a target where the token of the click goes; it is put in when the link is followed, so that mails share a row.</summary>
    public const string TokenMark = Offers.NetworkLink.TokenMark;

    /// <summary>As bytes for the ledger.</summary>
    public byte[] Pack()
    {
        var text = new StringBuilder().Append(Template).Append('\t').Append(TemplateHash);
        foreach (var link in Links)
        {
            text.Append('\n').Append(Letters[(int)link.Kind]).Append('\t').Append(link.Offer).Append('\t').Append(link.Target);
            if (link.Label is { } label) text.Append('\t').Append(label);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads what <see cref="Pack"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of another shape.</exception>
    public static SendTargets Unpack(ReadOnlySpan<byte> packed)
    {
        var lines = Encoding.UTF8.GetString(packed).Split('\n');
        var head = lines[0].Split('\t');
        if (head.Length != 2) throw new FormatException("link targets start with a template and its hash");
        return new(head[0], head[1], [.. lines.Skip(1).Select(ReadLink)]);
    }

    /// <summary>Where the link of a slot leads, with the token put in; null where there is no such slot, or it is a choice.</summary>
    public string? Follow(int slot, string token) =>
        LinkOf(slot) is { Kind: not LinkKind.Choice } link ? link.Target.Replace(TokenMark, token, StringComparison.Ordinal) : null;

    /// <summary>The link of a slot, or null.</summary>
    public LinkTarget? LinkOf(int slot) => slot >= 1 && slot <= Links.Count ? Links[slot - 1] : null;

    private const string Letters = "ocsah";

    private static LinkTarget ReadLink(string line)
    {
        var parts = line.Split('\t');
        var kind = parts is [{ Length: 1 } letter, _, .. { Length: 1 or 2 }] ? Letters.IndexOf(letter[0], StringComparison.Ordinal) : -1;
        return kind >= 0 ? new((LinkKind)kind, parts[2], parts[1].Length == 0 ? null : parts[1], parts.Length == 4 ? parts[3] : null) : throw new FormatException("a link target has a kind, an offer, a target and at most a label");
    }
}

/// <summary>One link of a mail.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Target">The address that it leads to; for a choice the choice's name. One line without tabs.</param>
/// <param name="Offer">Id of the offer, or null.</param>
/// <param name="Label">Of a choice: the words of its link in the mail, one line without tabs; null where it has none.</param>
public sealed record LinkTarget(LinkKind Kind, string Target, string? Offer = null, string? Label = null);

/// <summary>What a link of a mail is for. Stored by letter.</summary>
public enum LinkKind
{
    /// <summary>Leads to an offer.</summary>
    Offer,

    /// <summary>Leads to anything else that the mail is about.</summary>
    Content,

    /// <summary>Leads to the order or the parcel: a click on it says nothing about interest.</summary>
    Service,

    /// <summary>Is an answer.</summary>
    Choice,

    /// <summary>Leads to the shop, where people cannot see it: who follows it is a program.</summary>
    Honeypot,
}
