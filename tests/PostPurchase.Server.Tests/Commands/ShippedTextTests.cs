using Xunit;

namespace PostPurchase.Server.Tests.Commands;

/// <summary>The text part of the mails that ship.</summary>
public sealed class ShippedTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_line_of_the_order_and_a_step_each_stay_together()
    {
        _folder.Write("event.json", """
            {"id":"e1","type":"purchase","occurred_at":"2026-01-02T10:00:00Z","customer":{"email":"jane@example.com","country":"US","locale":"en-US"},
             "purchase":{"id":"1","currency":"EUR","total":"46.90","lines":[{"id":"l1","name":"Harbour filter roast, 500 g","quantity":2,"unit_price":"17.50"},{"id":"l2","name":"Filter papers, 100","quantity":1,"unit_price":"11.90"}]}}
            """);

        var run = await CommandRun.In(Root(), "preview", "order-confirmation", "--event", Path.Combine(_folder.Path, "event.json"), "--part", "text", "--data", _folder.Path);

        Assert.Contains("\nHarbour filter roast, 500 g × 2 €35.00\nFilter papers, 100 × 1 €11.90\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("\n1 We pack it\nNeed to change something? Reply soon, before it leaves.\n2 It leaves us\n", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("the repository was not found");
        return folder.FullName;
    }
}
