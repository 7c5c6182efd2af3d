namespace PostPurchase.Mail.Addresses;

/// <summary>
/// What <see cref="EmailAddress.Check"/> says about a text. Only <see cref="Accepted"/> is an address that mail can be sent to
/// over public SMTP without changing it; every other value names the first reason why not.
/// </summary>
/// <remarks>
/// In the categories of isemail: VALID and DNSWARN (no look-up is made) are accepted, of RFC5321 the quoted strings. Refused are the
/// rest of RFC5321 (address literals, domains without a dot, numeric top-level domains: valid grammar, but nobody's public mailbox),
/// and all of CFWS, DEPREC, RFC5322 and ERR. A domain of one label is accepted when it is a two-letter country code, since those
/// alone may have mail exchangers (ICANN forbids it to all others).
/// </remarks>
public enum AddressVerdict
{
    /// <summary>Mail can be addressed to it.</summary>
    Accepted,

    /// <summary>Nothing was given.</summary>
    Empty,

    /// <summary>A control character (CR, LF, NUL, line separators included) anywhere: an attempt at injection or a broken import.</summary>
    ControlCharacter,

    /// <summary>Space around or inside; trim it first (<see cref="EmailAddress.TryParse"/> does).</summary>
    WhiteSpace,

    /// <summary>A comment in parentheses.</summary>
    Comment,

    /// <summary>No @.</summary>
    NoAtSign,

    /// <summary>Nothing before the @.</summary>
    NoLocalPart,

    /// <summary>Nothing after the @.</summary>
    NoDomain,

    /// <summary>A character that is not allowed where it stands.</summary>
    ForbiddenCharacter,

    /// <summary>A dot at the start, at the end, or two in a row, in the local part or the domain.</summary>
    MisplacedDot,

    /// <summary>A quoted local part that is not closed, or has something else beside it.</summary>
    MalformedQuotes,

    /// <summary>The local part has more than 64 octets (RFC 5321 4.5.3.1.1).</summary>
    LocalPartTooLong,

    /// <summary>A label of the domain has more than 63 octets (RFC 1035 2.3.4).</summary>
    LabelTooLong,

    /// <summary>The domain has more than 253 octets, or the address more than 254 (RFC 5321 4.5.3.1.3 counts the angle brackets).</summary>
    TooLong,

    /// <summary>A label of the domain starts or ends with a hyphen.</summary>
    MisplacedHyphen,

    /// <summary>An international domain that IDNA does not allow.</summary>
    InvalidInternationalDomain,

    /// <summary>An address literal such as [192.0.2.1].</summary>
    AddressLiteral,

    /// <summary>A domain without a dot that is no country code, such as jane@gmail.</summary>
    SingleLabelDomain,

    /// <summary>A domain that ends in digits only, such as an IPv4 address without brackets.</summary>
    NumericTopLevelDomain,
}
