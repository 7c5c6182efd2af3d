using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Threading.Channels;
using PostPurchase.Core;
using PostPurchase.Core.Feedback;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Tracking;

/// <summary>
/// Judges and keeps opens and clicks behind the answer. It waits a moment first, so that the burst of a scanner is judged together. People who are
/// not to be tracked leave no trace. When the queue is full or the database cannot be written, touches are lost and nobody is kept from their link.
/// </summary>
internal sealed class TouchRecorder(RunnerService runner, NetworkLists networks, TimeProvider clock, TimeSpan judgedAfter, (ILogger Log, RefusedWrites Refused) told) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int LongestAgent = 300;

    private readonly Channel<StoredTouch> _visits = Channel.CreateBounded<StoredTouch>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Clicked(HttpContext context, VisitedMail mail, LinkRole role, int linkCount) => Add(context, mail, TouchKind.Click, role, linkCount);

    public void Opened(HttpContext context, VisitedMail mail) => Add(context, mail, TouchKind.Open, LinkRole.Service, 0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _visits.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // At the stop what waits is judged as it is.
            if (!stoppingToken.IsCancellationRequested) await Task.Delay(judgedAfter, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var visits = new List<StoredTouch>();
            while (_visits.Reader.TryRead(out var visit)) visits.Add(visit);
            await KeepAsync(visits);
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _visits.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    private void Add(HttpContext context, VisitedMail mail, TouchKind kind, LinkRole role, int linkCount)
    {
        var (customer, rules, send) = (mail.Customer, runner.Stores.ConsentRules, mail.Send);
        if (!rules.AllowsTracking(customer.Consent, customer.Country)) return;
        var request = context.Request;
        // The address is looked up and forgotten: what is kept is the class of its network.
        var visitor = Origins.VisitorOf(context, runner.Settings.Security);
        var seen = new Touch(
            kind, clock.Now(), Short(request.Headers.UserAgent.ToString()), networks.ClassOf(visitor), request.Method, kind == TouchKind.Open ? 0 : mail.Slot, role,
            send.ConcludedAt ?? send.PlannedAt, NetworkOf(visitor, send.Id));
        _visits.Writer.TryWrite(new StoredTouch(send.Owner, send.Id, seen) { Journey = send.Journey, Step = send.Step, LinkCount = linkCount });
    }

    private async Task KeepAsync(List<StoredTouch> visits)
    {
        foreach (var problem in networks.Refresh(clock.Now())) Log.NetworksNotTaken(told.Log, problem);
        if (visits.Count == 0) return;
        try
        {
            await new HistoryStore(runner.Database).AddAsync(visits);
            runner.WakeUp();
        }
        catch (StorageUnavailableException exception)
        {
            told.Refused.Add(told.Log, $"{visits.Count} opens and clicks were lost", exception);
        }
    }

    // A /24 or /48: near enough to one network. Kept as a hash with our secret and the mail, so that it tells nothing but whether two touches of one mail came from the same.
    private ulong NetworkOf(IPAddress? address, SendId send)
    {
        if (address is null) return 0;
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        Span<byte> text = [.. "network/1:"u8, .. BitConverter.GetBytes(send.Value), .. bytes.AsSpan(0, bytes.Length == 4 ? 3 : 6)];
        return BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(runner.Engine.Delivery.Settings.Key.Span, text));
    }

    private static string Short(string agent) => agent.Length > LongestAgent ? agent[..LongestAgent] : agent;
}
