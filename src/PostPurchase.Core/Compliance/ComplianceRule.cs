namespace PostPurchase.Core.Compliance;

/// <summary>One rule of the compliance check. Codes are stable: scripts and overrides name them.</summary>
/// <param name="Code">Such as <c>PC03</c>.</param>
/// <param name="Name">Short name for people.</param>
/// <param name="Source">Where the rule is from.</param>
/// <param name="Blocks">Whether a journey with such a finding cannot be published; otherwise it warns.</param>
public sealed record ComplianceRule(string Code, string Name, string Source, bool Blocks)
{
    /// <summary>A link of a program that does not allow mail, or has not approved it.</summary>
    public static ComplianceRule LinkForbidden { get; } = new("PC01", "link forbidden in mail", "the program's own terms on promotion by e-mail", true);

    /// <summary>A link that goes over a redirect of ours though its program forbids that.</summary>
    public static ComplianceRule Cloaked { get; } = new("PC02", "link cloaked", "the program's own terms on redirects; Amazon Associates Program Policies, links", true);

    /// <summary>No disclosure stands before the first affiliate link.</summary>
    public static ComplianceRule NoDisclosure { get; } = new("PC03", "no disclosure before the first affiliate link", "16 CFR 255.5; UCPD annex I no. 11", true);

    /// <summary>Marketing without a postal address.</summary>
    public static ComplianceRule NoPostalAddress { get; } = new("PC04", "no postal address", "15 U.S.C. 7704(a)(5)(A)(iii)", true);

    /// <summary>Marketing without a way to unsubscribe.</summary>
    public static ComplianceRule NoUnsubscribe { get; } = new("PC05", "no unsubscribe link", "15 U.S.C. 7704(a)(3); GDPR art. 21(2)", true);

    /// <summary>A transactional mail whose subject promotes.</summary>
    public static ComplianceRule PromotionalSubject { get; } = new("PC06", "promotion in the subject of a transactional mail", "16 CFR 316.3(a)(2)(i)", true);

    /// <summary>A transactional mail that promotes before it says what it is about.</summary>
    public static ComplianceRule PromotionFirst { get; } = new("PC07", "promotion before the transactional content", "16 CFR 316.3(a)(2)(ii)", true);

    /// <summary>An offer of others in a mail that also goes to people who have not agreed to such.</summary>
    public static ComplianceRule NoConsent { get; } = new("PC08", "third-party offer without consent", "ePrivacy directive art. 13(2); PECR reg. 22; UWG § 7(3)", true);

    /// <summary>Words that a program forbids.</summary>
    public static ComplianceRule DeniedClaim { get; } = new("PC09", "claim that the program forbids", "the program's own terms on claims", true);

    /// <summary>"Exclusive" without an offer that is.</summary>
    public static ComplianceRule NotExclusive { get; } = new("PC10", "exclusive without an exclusive offer", "15 U.S.C. 45; UCPD art. 6", false);

    /// <summary>"Only today" without an offer or a code that ends.</summary>
    public static ComplianceRule FalseDeadline { get; } = new("PC11", "deadline without an end", "UCPD annex I no. 7; 16 CFR 233.5", true);

    /// <summary>A review link that only the content get.</summary>
    public static ComplianceRule ReviewGate { get; } = new("PC12", "review link conditional on a score", "16 CFR 465.7; UCPD annex I no. 23c", true);

    /// <summary>A picture without words for those who do not see it.</summary>
    public static ComplianceRule NoAlternative { get; } = new("PC13", "picture without alt text", "WCAG 2.2, 1.1.1", false);

    /// <summary>A disclosure that few can read.</summary>
    public static ComplianceRule FaintDisclosure { get; } = new("PC14", "disclosure that is hard to read", "16 CFR 255.0(f), clear and conspicuous; WCAG 2.2, 1.4.3", true);

    /// <summary>All rules by code.</summary>
    public static IReadOnlyList<ComplianceRule> All { get; } =
    [
        LinkForbidden, Cloaked, NoDisclosure, NoPostalAddress, NoUnsubscribe, PromotionalSubject, PromotionFirst, NoConsent, DeniedClaim, NotExclusive, FalseDeadline, ReviewGate, NoAlternative, FaintDisclosure,
    ];

    /// <summary>The rule of a code, or null.</summary>
    public static ComplianceRule? Find(string code) => All.FirstOrDefault(rule => rule.Code == code);
}

/// <summary>A finding that the owner answers for.</summary>
/// <param name="Code">Its rule.</param>
/// <param name="Journey">Only in this journey; null = in all.</param>
/// <param name="Template">Only in this template; null = in all.</param>
/// <param name="Reason">Why it is fine; recorded.</param>
public sealed record ComplianceOverride(string Code, string? Journey, string? Template, string Reason)
{
    /// <summary>Whether it answers for a finding of a rule there.</summary>
    public bool Covers(string code, string? journey, string? template) => Code == code && (Journey is null || Journey == journey) && (Template is null || Template == template);
}

/// <summary>An answer to one finding as it was seen: it holds as long as the finding says the same about the same words.</summary>
/// <param name="Id">Of the record.</param>
/// <param name="Reason">Why it is fine.</param>
/// <param name="By">Name of the account or key that gave it.</param>
/// <param name="At">When.</param>
public sealed record ComplianceAnswer(long Id, string Reason, string By, NodaTime.Instant At);
