using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Offers;

namespace PostPurchase.Core.Compliance;

/// <summary>Something that a rule says about a journey, a template or an offers file.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="File">Path as given; <c>settings</c> for a setting.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What was found and what to do.</param>
public sealed record Finding(ComplianceRule Rule, string File, int Line, int Column, string Message)
{
    /// <summary>Key of the journey, or null.</summary>
    public string? Journey { get; init; }

    /// <summary>Step id, or null.</summary>
    public string? Step { get; init; }

    /// <summary>Name of the template, or null.</summary>
    public string? Template { get; init; }

    /// <summary>Key of the program whose terms say it, or null.</summary>
    public string? Program { get; init; }

    /// <summary>False where it is only said so that nobody wonders.</summary>
    public bool IsGrave { get; init; } = Rule.Blocks;

    /// <summary>
    /// Names it for an answer: 32 hex digits over the rule, the journey, step and template, the message, and all that the mail says and links to. The
    /// same after a comment, a moved line or another style; another as soon as the words that were judged are others.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>Why somebody answers for it, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The answer given in the app, or null: none, or one that stands in a file.</summary>
    public ComplianceAnswer? Answer { get; init; }

    /// <summary>The words that were judged; null where the message has them all.</summary>
    internal string? Seen { get; init; }

    /// <summary>True where only some people get what it is about: it stops publishing, and of the mails in force only those that have it.</summary>
    internal bool IsOfSome { get; init; }

    /// <summary>Whether it stops publishing.</summary>
    public bool Blocks => IsGrave && Reason is null;

    /// <summary>As <c>validate</c> tells it: rule, source and message.</summary>
    public Problem ToProblem() => new(
        File, Line, Column, Blocks, Rule.Code,
        $"{Rule.Name}: {Message} ({Rule.Source}){(Step is null ? "" : $" [{Journey}/{Step}]")}{(Reason is null ? "" : $"; you answer for it: {Reason}")}");
}

/// <summary>What is checked: texts as they are in the files.</summary>
public sealed record ComplianceInput
{
    /// <summary>Journey files by path.</summary>
    public IReadOnlyDictionary<string, string> Journeys { get; init; } = new Dictionary<string, string>();

    /// <summary>Templates and partials by shown path; told apart by their file names.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    /// <summary>Offers files by path.</summary>
    public IReadOnlyDictionary<string, string> Offers { get; init; } = new Dictionary<string, string>();

    /// <summary>What was last known of programs: it stands for those of which no offers file can be read.</summary>
    public IReadOnlyList<ProgramTerms> KnownTerms { get; init; } = [];

    /// <summary>The consent rules of the settings; null where they are not known.</summary>
    public ConsentRules? Consent { get; init; }

    /// <summary>What the owner answers for beside what the files say.</summary>
    public IReadOnlyList<ComplianceOverride> Overrides { get; init; } = [];

    /// <summary>Answers to single findings, by <see cref="Finding.Id"/>.</summary>
    public IReadOnlyDictionary<string, ComplianceAnswer> Answers { get; init; } = new Dictionary<string, ComplianceAnswer>();
}
