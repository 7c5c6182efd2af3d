using System.Net;
using System.Threading.Channels;
using PostPurchase.Core.Feedback;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using LinkRole = PostPurchase.Core.Feedback.LinkRole;
using Stored = PostPurchase.Engine.Storage;
using Touch = PostPurchase.Core.Feedback.Touch;
using TouchKind = PostPurchase.Core.Feedback.TouchKind;

namespace PostPurchase.Server.Tracking;

/// <summary>
/// Judges and keeps opens and clicks behind the answer. It waits a moment first, so that the burst of a scanner is judged together. People who are
/// not to be tracked leave no trace. When the queue is full or the database cannot be written, touches are lost and nobody is kept from their link.
/// </summary>
internal sealed class TouchRecorder(RunnerService runner, TimeProvider clock, TimeSpan judgedAfter, ILogger<TouchRecorder> log) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int LongestAgent = 300;

    private readonly Channel<Visit> _visits = Channel.CreateBounded<Visit>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Clicked(HttpContext context, VisitedMail mail, LinkRole role) => Add(context, mail, TouchKind.Click, role);

    public void Opened(HttpContext context, VisitedMail mail) => Add(context, mail, TouchKind.Open, LinkRole.Service);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _visits.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // At the stop what waits is judged as it is.
            if (!stoppingToken.IsCancellationRequested) await Task.Delay(judgedAfter, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var visits = new List<Visit>();
            while (_visits.Reader.TryRead(out var visit)) visits.Add(visit);
            await KeepAsync(visits);
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _visits.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    private void Add(HttpContext context, VisitedMail mail, TouchKind kind, LinkRole role)
    {
        var (customer, rules) = (mail.Customer, runner.Stores.ConsentRules);
        if (!rules.AllowsTracking(customer.Consent, customer.Country)) return;
        var request = context.Request;
        var slot = mail.Slot.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var touch = new Touch(
            kind, clock.Now(), Short(request.Headers.UserAgent.ToString()), AddressClass.Unknown, request.Method, kind == TouchKind.Open ? "" : slot, role,
            mail.Send.ConcludedAt ?? mail.Send.PlannedAt, NetworkOf(AddressOf(context)));
        _visits.Writer.TryWrite(new Visit(mail, touch));
    }

    private async Task KeepAsync(List<Visit> visits)
    {
        var rows = visits.GroupBy(visit => visit.Mail.Send.Id).SelectMany(Judged).ToList();
        if (rows.Count == 0) return;
        try
        {
            await new HistoryStore(runner.Database).AddAsync(rows);
            runner.WakeUp();
        }
        catch (StorageUnavailableException exception)
        {
            Log.TouchesLost(log, exception, rows.Count);
        }
    }

    private static IEnumerable<Stored.Touch> Judged(IEnumerable<Visit> visits)
    {
        var all = visits.ToList();
        return all.Zip(TouchRules.Judge([.. all.Select(visit => visit.Touch)]), Row);
    }

    private static Stored.Touch Row(Visit visit, Core.Feedback.TouchVerdict verdict)
    {
        var (send, touch) = (visit.Mail.Send, visit.Touch);
        var isClick = touch.Kind == TouchKind.Click;
        return new Stored.Touch(send.Owner, send.Id, isClick ? Stored.TouchKind.Click : Stored.TouchKind.Open, VerdictOf(verdict.Actor), touch.At)
        {
            Journey = send.Journey,
            Step = send.Step,
            Slot = isClick ? visit.Mail.Slot : null,
            Role = isClick ? RoleOf(touch.Role) : null,
            Agent = touch.UserAgent.Length == 0 ? null : touch.UserAgent,
        };
    }

    private static Stored.TouchVerdict VerdictOf(TouchActor actor) => actor switch
    {
        TouchActor.Human => Stored.TouchVerdict.Human,
        TouchActor.Machine => Stored.TouchVerdict.Machine,
        _ => Stored.TouchVerdict.Unsure,
    };

    private static Stored.LinkRole RoleOf(LinkRole role) => role switch
    {
        LinkRole.Offer => Stored.LinkRole.Offer,
        LinkRole.Content => Stored.LinkRole.Content,
        _ => Stored.LinkRole.Service,
    };

    private IPAddress? AddressOf(HttpContext context)
    {
        var forwarded = context.Request.Headers["X-Forwarded-For"].ToString();
        return runner.Settings.Security.TrustForwardedFor && IPAddress.TryParse(forwarded.Split(',')[^1].Trim(), out var visitor) ? visitor : context.Connection.RemoteIpAddress;
    }

    // A /24 or /48: near enough to one network. Only its hash is used, for the comparison, and not kept.
    private static ulong NetworkOf(IPAddress? address)
    {
        if (address is null) return 0;
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, bytes.Length == 4 ? 3 : 6)));
    }

    private static string Short(string agent) => agent.Length > LongestAgent ? agent[..LongestAgent] : agent;

    private sealed record Visit(VisitedMail Mail, Touch Touch);
}
