using System.Net;
using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors;

public class SampleTests
{
    [NeedsProgramFact("/usr/bin/curl")]
    public Task Shopifys_sample_is_a_signed_paid_order() =>
        IsPurchase("shopify-webhook", new HookSource(SourceKind.Shopify, "sample-secret"), "64.90");

    [NeedsProgramFact("/usr/bin/curl")]
    public Task WooCommerces_sample_is_a_signed_paid_order() =>
        IsPurchase("woocommerce-webhook", new HookSource(SourceKind.WooCommerce, "sample-secret"), "33.50");

    [NeedsProgramFact("/usr/bin/curl")]
    public Task Stripes_sample_is_a_signed_paid_checkout() =>
        IsPurchase("stripe-webhook", new HookSource(SourceKind.Stripe, "sample-secret"), "64.90");

    [NeedsProgramFact("/usr/bin/curl")]
    public Task The_standard_sample_is_a_signed_purchase() =>
        IsPurchase("standard-webhook", new HookSource(SourceKind.Standard, "whsec_c2FtcGxlLXNlY3JldC1zYW1wbGUtc2VjcmV0"), "59.90");

    private static async Task IsPurchase(string sample, HookSource source, string total)
    {
        var (readings, exitCode) = await Sent(sample, source);

        Assert.Equal(0, exitCode);
        var purchase = Signed.Purchase(readings[^1]);
        Assert.Equal((total, true, PurchaseState.Open, PurchaseKind.Order), ($"{purchase.Total}", purchase.Paid, purchase.State, purchase.Kind));
        Assert.All(readings.SkipLast(1), reading => Assert.IsType<HookReading.Ping>(reading));
    }

    // Runs send.sh against a listener of its own; the sender signs with the machine's clock, so that clock judges here too.
    private static async Task<(IReadOnlyList<HookReading> Readings, int ExitCode)> Sent(string sample, HookSource source)
    {
        var (listening, url) = ShopStub.Listen();
        using var listener = listening;
        using var script = Child.Start("bash", [Path.Combine(Root(), "samples", sample, "send.sh"), $"{url}/"]);
        var ended = script.EndAsync();
        List<HookReading> readings = [];
        while (true)
        {
            var asked = listener.GetContextAsync();
            if (await Task.WhenAny(asked, ended) == ended && !asked.IsCompleted) return (readings, (await ended).ExitCode);
            readings.Add(await Answered(await asked, source));
        }
    }

    private static async Task<HookReading> Answered(HttpListenerContext context, HookSource source)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var headers = context.Request.Headers.AllKeys.OfType<string>().Select(name => KeyValuePair.Create(name, context.Request.Headers[name] ?? ""));
        context.Response.Close();
        return Hooks.Read(source, new HookHeaders(headers), body.ToArray(), Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PostPurchase.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
