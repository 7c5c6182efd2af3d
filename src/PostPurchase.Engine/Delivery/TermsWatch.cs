using System.Text.RegularExpressions;
using PostPurchase.Core.Compliance;

namespace PostPurchase.Engine.Delivery;

/// <summary>Which mails the terms of programs forbid, as files and answers were at the last look. Before the first one none is forbidden.</summary>
/// <param name="find">Reads files and answers.</param>
internal sealed class TermsWatch(Func<ForbiddenMails> find)
{
    private readonly Lock _looking = new();
    private ForbiddenMails _forbidden = ForbiddenMails.None;

    /// <summary>Why the mails of a step may not leave as they are, or null.</summary>
    public string? ReasonOf(string journey, string step) => Volatile.Read(ref _forbidden).ReasonOf(journey, step);

    /// <summary>Why a mail of a journey may not leave with a link that its template writes out, or null.</summary>
    public string? ReasonOf(string journey, string template, WrittenLink link) => Volatile.Read(ref _forbidden).ReasonOf(journey, template, link);

    /// <summary>Looks again: files may be others, and somebody may answer for what was found.</summary>
    public void Look()
    {
        // One at a time: a look that began before a file was written must not end after the one that saw it.
        lock (_looking)
        {
            try
            {
                Volatile.Write(ref _forbidden, find());
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or RegexMatchTimeoutException)
            {
                // A file is being written, or is too tangled to be looked at: what was known stays, and the next reading looks again.
            }
        }
    }
}
