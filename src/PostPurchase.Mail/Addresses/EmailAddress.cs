using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PostPurchase.Mail.Addresses;

/// <summary>
/// An address that mail can be sent to over public SMTP. The local part is kept as written; the domain is in lower case and in its
/// ASCII form (A-labels). Two are equal when their <see cref="Identity"/> is. It can hold no control character: what has this type
/// is safe in a command or a header.
/// </summary>
public sealed class EmailAddress : IEquatable<EmailAddress>
{
    private EmailAddress(string localPart, string domain)
    {
        LocalPart = localPart;
        Domain = domain;
        Identity = string.Concat(AddressSyntax.FoldLocalPart(localPart), "@", domain);
        NeedsSmtpUtf8 = !Ascii.IsValid(localPart);
    }

    /// <summary>What stands before the @, as written, quotes included; at most 64 octets.</summary>
    public string LocalPart { get; }

    /// <summary>The domain in lower case and A-labels, without a final dot.</summary>
    public string Domain { get; }

    /// <summary>
    /// The key under which this person is known: quotes that change nothing are dropped, the local part is in lower case and
    /// Unicode form C. Providers that tell Jane@ from jane@ do not exist outside of RFC 5321 2.4.
    /// </summary>
    public string Identity { get; }

    /// <summary>True when the local part is not ASCII, so that only servers with SMTPUTF8 (RFC 6531) can take it.</summary>
    public bool NeedsSmtpUtf8 { get; }

    /// <summary>Judges <paramref name="text"/> as it stands: nothing is trimmed, no look-up is made, nothing is thrown.</summary>
    public static AddressVerdict Check(string? text) => AddressSyntax.Check(text, out _, out _);

    /// <summary>Trims spaces and tabs around <paramref name="text"/>, then takes it when <see cref="Check"/> accepts the rest.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        var accepted = AddressSyntax.Check(text?.Trim(' ', '\t'), out var localPart, out var domain) == AddressVerdict.Accepted;
        address = accepted ? new EmailAddress(localPart, domain) : null;
        return accepted;
    }

    /// <summary>As <see cref="TryParse"/>; throws <see cref="FormatException"/> with the verdict (never with the text) otherwise.</summary>
    public static EmailAddress Parse(string? text) =>
        TryParse(text, out var address)
            ? address
            : throw new FormatException($"not an address that mail can be sent to: {Check(text?.Trim(' ', '\t'))}");

    /// <inheritdoc/>
    public bool Equals(EmailAddress? other) => other is not null && Identity == other.Identity;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmailAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => Identity.GetHashCode(StringComparison.Ordinal);

    /// <summary>The address as it goes into a command or a header: the local part as written, the domain in A-labels.</summary>
    public override string ToString() => string.Concat(LocalPart, "@", Domain);
}
