using NodaTime;
using NodaTime.Text;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using System.Text;
using System.Text.Json;

namespace PostPurchase.Engine.Simulation;

/// <summary>Collects what happened in a simulation, line by line.</summary>
internal sealed class Timeline
{
    private readonly List<TimelineEntry> _entries = [];
    private readonly Dictionary<EnrollmentId, RunName> _runs = [];
    private readonly Dictionary<SendId, string> _messages = [];

    /// <summary>How many sends, holds and so on, by action.</summary>
    public IReadOnlyDictionary<string, int> Counts => _entries.GroupBy(entry => entry.Action).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>In the order of <c>timeline.jsonl</c>: instant, customer, journey, purchase, sequence.</summary>
    public IReadOnlyList<TimelineEntry> Entries =>
    [
        .. _entries
            .OrderBy(entry => entry.At)
            .ThenBy(entry => entry.Customer, StringComparer.Ordinal)
            .ThenBy(entry => entry.Journey, StringComparer.Ordinal)
            .ThenBy(entry => entry.Purchase, StringComparer.Ordinal),
    ];

    /// <summary>Gives a mail its file name, in the order in which mails leave.</summary>
    public string NameOf(long send)
    {
        var name = $"{_messages.Count + 1:000000}.eml";
        _messages[new SendId(send)] = $"mail/{name}";
        return name;
    }

    /// <summary>For <see cref="EngineSetup.Enrolled"/>.</summary>
    public void Enrolled(IntakeFact fact, RunChanges changes)
    {
        // A run that ended before can still reach its goal.
        var open = fact.Runs.Where(held => held.Run.Status == EnrollmentStatus.Open).Select(held => held.Run.Id).ToHashSet();
        foreach (var ended in changes.Changed.Where(run => run.Status != EnrollmentStatus.Open && open.Contains(run.Id)))
        {
            Add(ended.EndedAt!.Value, ended, null, "exit", ended.Reason);
        }

        foreach (var run in changes.Started)
        {
            _runs[run.Id] = new($"r{_runs.Count + 1}", fact.Customer.Address ?? fact.Customer.ExternalId ?? "", fact.Purchase?.Facts.Id);
            Add(run.EnteredAt, run, null, "enter", null);
        }
    }

    /// <summary>For <see cref="EngineSetup.Advanced"/>.</summary>
    public void Advanced(RunStep step)
    {
        foreach (var line in step.Transition.Trace)
        {
            if (line.Action is "wait") continue;
            var (action, reason) = line.Action == "park" ? ("exit", $"parked: {line.Reason}") : (line.Action, line.Reason);
            Add(line.At, step.Transition.Next, line.Step, action, reason, line.Visit);
        }
    }

    /// <summary>For <see cref="EngineSetup.Delivered"/>.</summary>
    public void Delivered(DeliveryEvent happened)
    {
        var send = happened.Send;
        if (send is not { Purpose: SendPurpose.Step, Channel: SendChannel.Email } || !_runs.TryGetValue(new EnrollmentId(send.Run), out var run)) return;
        var isSent = happened.State == SendState.Accepted;
        _entries.Add(new(happened.At, send.Journey!, run.Customer, run.Purchase, run.Label)
        {
            Step = send.Step,
            Visit = send.Visit,
            Action = isSent ? "send" : happened.State is SendState.Held or SendState.Parked ? "hold" : "skip",
            Reason = happened.Reason is "captured" ? null : happened.Reason,
            Variants = send.Variants,
            Template = happened.Mail?.Targets.Template,
            Subject = happened.Mail?.Subject,
            Message = isSent ? _messages.GetValueOrDefault(send.Id) : null,
        });
    }

    /// <summary>Writes <c>timeline.jsonl</c>.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        foreach (var entry in Entries) await file.WriteLineAsync(entry.ToJson().AsMemory(), cancellationToken);
    }

    private void Add(Instant at, Enrollment run, string? step, string action, string? reason, int visit = 1)
    {
        if (!_runs.TryGetValue(run.Id, out var name)) return;
        _entries.Add(new(at, run.Journey, name.Customer, name.Purchase, name.Label) { Step = step, Visit = step is null ? null : visit, Action = action, Reason = reason });
    }

    private sealed record RunName(string Label, string Customer, string? Purchase);
}

/// <summary>One line of a timeline.</summary>
internal sealed record TimelineEntry(Instant At, string Journey, string Customer, string? Purchase, string Run)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Step id, or null for the run as a whole.</summary>
    public string? Step { get; init; }

    /// <summary>How often the run has been on the step.</summary>
    public int? Visit { get; init; }

    /// <summary>enter, send, hold, skip, branch, exit or finish.</summary>
    public required string Action { get; init; }

    /// <summary>For people.</summary>
    public string? Reason { get; init; }

    /// <summary>Variant by experiment.</summary>
    public IReadOnlyDictionary<string, string> Variants { get; init; } = new Dictionary<string, string>();

    /// <summary>Template.</summary>
    public string? Template { get; init; }

    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Path of the mail below the output folder.</summary>
    public string? Message { get; init; }

    /// <summary>The line, keys that do not apply left out.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("at", InstantPattern.ExtendedIso.Format(At));
            json.WriteString("journey", Journey);
            if (Step is not null) json.WriteString("step", Step);
            json.WriteString("customer", Customer);
            if (Purchase is not null) json.WriteString("purchase", Purchase);
            json.WriteString("run", Run);
            if (Visit is { } visit) json.WriteNumber("visit", visit);
            json.WriteString("action", Action);
            if (Reason is not null) json.WriteString("reason", Reason);
            WriteVariants(json);
            if (Template is not null) json.WriteString("template", Template);
            if (Subject is not null) json.WriteString("subject", Subject);
            if (Message is not null) json.WriteString("message", Message);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void WriteVariants(Utf8JsonWriter json)
    {
        if (Variants.Count == 0) return;
        json.WriteStartObject("variants");
        foreach (var (name, variant) in Variants.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(name, variant);
        json.WriteEndObject();
    }
}
