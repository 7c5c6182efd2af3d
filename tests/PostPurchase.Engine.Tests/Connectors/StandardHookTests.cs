using PostPurchase.Engine.Connectors;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors;

public class StandardHookTests
{
    private const string Purchase = """
        {"id":"evt-1","type":"purchase","occurred_at":"2026-03-01T10:00:00Z","customer":{"email":"ana@shop.test"},
         "purchase":{"id":"1001","currency":"EUR","total":"59.90","lines":[{"product_id":"p1","quantity":1,"unit_price":"54.90"}]}}
        """;

    [Fact]
    public void A_canonical_event_is_read_for_the_store_of_the_source()
    {
        var reading = Assert.IsType<HookReading.Events>(Signed.Standard(Purchase, new HookSource(SourceKind.Standard, Signed.Secret, Store: "north")));

        Assert.Equal(("msg_1", "north", "evt-1", "59.90"), (reading.DeliveryId, reading.Items[0].Store, reading.Items[0].Id, $"{Signed.Purchase(reading).Total}"));
    }

    [Fact]
    public void Another_store_than_that_of_the_secret_is_refused()
    {
        var body = Purchase.Replace("\"type\"", "\"store\":\"south\",\"type\"", StringComparison.Ordinal);

        Assert.Equal("store", Assert.IsType<HookReading.Malformed>(Signed.Standard(body, new HookSource(SourceKind.Standard, Signed.Secret, Store: "north"))).Path);
    }

    [Fact]
    public void Of_a_list_all_events_have_to_be_sound()
    {
        Assert.Equal(2, Signed.Items(Signed.Standard($"[{Purchase},{Purchase}]")).Count);
        Assert.Equal("[1].purchase.total", Assert.IsType<HookReading.Malformed>(Signed.Standard($"[{Purchase},{Purchase.Replace("59.90", "x", StringComparison.Ordinal)}]")).Path);
        Assert.IsType<HookReading.Ignored>(Signed.Standard("[]"));
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("{\"id\":\"e\",\"nonsense\":1}", "nonsense")]
    public void What_is_no_event_is_malformed_with_its_path(string body, string path) =>
        Assert.Equal(path, Assert.IsType<HookReading.Malformed>(Signed.Standard(body)).Path);
}
