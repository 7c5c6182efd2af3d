using System.Text.Json;
using NodaTime;
using PostPurchase.Engine.Simulation;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Contract;

/// <summary>What the contract says of the lines that commands print is what they print: keys in their order, and words.</summary>
public sealed class LineTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ContractFact]
    public void A_line_of_a_timeline_has_the_keys_that_are_said()
    {
        var entry = new TimelineEntry(Instant.FromUtc(2026, 1, 2, 10, 0), "j", "jane@example.com", "1001", "r1")
        {
            Step = "teach", Visit = 1, Action = "send", Reason = "because", Variants = new Dictionary<string, string> { ["test"] = "a" }, Template = "t", Subject = "s", Message = "m",
        };

        Assert.Equal(Keys(ContractText.Find(ContractText.Line(3, "`timeline.jsonl`:"), "`({.*})`")), Keys(entry.ToJson()));
    }

    [ContractFact]
    public async Task A_bounce_is_told_by_the_keys_that_are_said()
    {
        var run = await CommandRun.Of(_folder, "bounce", "--classify", Conformance.PathTo("bounces", "emails", "lhost-exim-01.eml"));

        Assert.Equal(ContractText.Find(ContractText.Line(3, "| `bounce`"), "`({\"file\"[^`]*})`").Split(',').Select(key => key.Trim('{', '}', '"')), Keys(run.Lines[0]));
    }

    private static IEnumerable<string> Keys(string json) => JsonDocument.Parse(json).RootElement.EnumerateObject().Select(member => member.Name);
}
