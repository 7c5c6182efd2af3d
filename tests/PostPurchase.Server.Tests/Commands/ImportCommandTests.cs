using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Rows_of_one_order_are_one_purchase_that_is_stored_once()
    {
        _folder.Write("p.csv", """
            order_id,ordered_at,email,country,currency,total,name,quantity,unit_price
            1,2025-03-01T10:00:00Z,jane@example.com,US,USD,30.00,Cup,1,10.00
            1,2025-03-01T10:00:00Z,jane@example.com,US,USD,30.00,"Kettle, small",1,20.00
            2,2025-04-01T10:00:00Z,jane@example.com,US,USD,10.00,Cup,1,10.00

            """);

        var first = await CommandRun.Of(_folder, "import", "p.csv", "--kind", "purchases-csv");
        var second = await CommandRun.Of(_folder, "import", "p.csv", "--kind", "purchases-csv");

        Assert.Equal((0, "stored 2, known already 0\n"), (first.ExitCode, first.Out));
        Assert.Equal("stored 0, known already 2\n", second.Out);
    }

    [Fact]
    public async Task A_bad_row_is_named_and_nothing_is_loaded()
    {
        _folder.Write("p.csv", """
            order_id,ordered_at,email,currency,total,name,quantity,unit_price
            1,2025-03-01T10:00:00Z,jane@example.com,USD,30.00,Cup,1,10.00
            2,yesterday,jane@example.com,USD,30.00,Cup,1,10.00

            """);

        var run = await CommandRun.Of(_folder, "import", "p.csv", "--kind", "purchases-csv");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("p.csv:3: occurred_at:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_enters_unless_that_is_wanted_and_a_preview_says_who_would()
    {
        _folder.Write("p.csv", "order_id,ordered_at,email,country,currency,total,name,quantity,unit_price\n1,2025-03-01T10:00:00Z,jane@example.com,US,USD,30.00,Cup,1,30.00\n");
        _folder.Write("workflows/welcome.yaml", "journey: welcome\nstatus: live\ntrigger: { on: purchase }\nsteps: [ { id: pause, wait: { for: 2h } } ]\n");

        var preview = await CommandRun.Of(_folder, "import", "p.csv", "--kind", "purchases-csv", "--enroll", "--preview");
        var enrolled = await CommandRun.Of(_folder, "import", "p.csv", "--kind", "purchases-csv", "--enroll");
        var again = await CommandRun.Of(_folder, "import", "p.csv", "--kind", "purchases-csv", "--enroll");
        var alone = await CommandRun.Of(_folder, "import", "p.csv", "--kind", "purchases-csv", "--preview");

        Assert.Equal("would store 1, known already 0\nwould start 1 runs: welcome 1\nwelcome jane@example.com\n", preview.Out);
        Assert.Equal("stored 1, known already 0\nstarted 1 runs: welcome 1\n", enrolled.Out);
        Assert.Equal("stored 0, known already 1\nstarted 0 runs\n", again.Out);
        Assert.Equal(2, alone.ExitCode);
    }

    [Fact]
    public async Task Orders_as_Shopify_exports_them_are_read()
    {
        _folder.Write("s.csv", """
            Name,Email,Financial Status,Accepts Marketing,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Billing Country
            #1001,jane@example.com,paid,yes,USD,30.00,2025-03-01 10:00:00 -0500,1,Cup,10.00,Jane Doe,US
            #1001,,,,,,,2,Kettle,10.00,,

            """);

        var run = await CommandRun.Of(_folder, "import", "s.csv", "--kind", "shopify-csv");

        Assert.Equal((0, "stored 1, known already 0\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Customers_are_loaded_with_their_consent()
    {
        _folder.Write("c.csv", "email,first_name,country,consent_own,updated_at\njane@example.com,Jane,DE,true,2025-03-01T10:00:00Z\n");

        var run = await CommandRun.Of(_folder, "import", "c.csv", "--kind", "customers-csv");

        Assert.Equal((0, "stored 1, known already 0\n"), (run.ExitCode, run.Out));
    }

    public void Dispose() => _folder.Dispose();
}
