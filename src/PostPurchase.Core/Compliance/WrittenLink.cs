using PostPurchase.Core.Offers;

namespace PostPurchase.Core.Compliance;

/// <summary>A link of a partner that a mail writes out, with what is said of such links.</summary>
/// <param name="Network">Key of its network.</param>
/// <param name="Program">Its program; of several that it could be of the strictest; null where no file gives the terms of any.</param>
/// <param name="MayBeWrapped">Whether a redirect of ours may stand before it: where it could be of several programs, all of them have to allow that.</param>
public sealed record WrittenLink(string Network, OfferProgram? Program, bool MayBeWrapped)
{
    /// <summary>Whether no file says anything of the program any more, so that what was last known of it stands.</summary>
    public bool IsLastKnown { get; init; }

    /// <summary>The name that people read.</summary>
    public string Name => Program?.Name ?? Network;

    /// <summary>Why it may not be in a mail, and what to do; null where it may.</summary>
    public string? Refusal => Program is { EmailAllowed: EmailRule.Yes }
        ? null
        : $"a link of {Name} is written out, and {Terms}; take it out, or say {Where} once you have their word";

    private string Where => IsLastKnown ? $"`email_allowed: yes` in a file of workflows/offers with `program: {Program?.Key}`" : "`email_allowed: yes`";

    private string Terms => IsLastKnown ? $"{Rule}, as they were last known: no file in workflows/offers that can be read is of the program `{Program?.Key}`" : Rule;

    private string Rule => Program?.EmailAllowed switch
    {
        EmailRule.No => "its terms say `email_allowed: no`",
        EmailRule.Approval => "its terms say `email_allowed: approval`",
        _ => "no file in workflows/offers gives its terms",
    };
}
