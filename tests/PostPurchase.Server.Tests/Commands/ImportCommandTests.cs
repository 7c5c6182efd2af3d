using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;
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
        Assert.StartsWith("p.csv:3: ordered_at:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("purchases-csv")]
    [InlineData("customers-csv")]
    [InlineData("shopify-csv")]
    public async Task A_file_of_which_no_column_is_known_is_none_of_that_kind(string kind)
    {
        _folder.Write("junk", "what is this\n");

        var run = await CommandRun.Of(_folder, "import", "junk", "--kind", kind);

        Assert.Equal((1, "", $"junk: line 1: none of its columns is known (what is this): is it {kind}?\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_line_that_is_no_JSON_is_named_by_its_own_number()
    {
        _folder.Write("bad.jsonl", "\n{oops\n");

        var run = await CommandRun.Of(_folder, "import", "bad.jsonl", "--kind", "events-jsonl");

        Assert.Equal((1, "bad.jsonl:2: is not valid JSON, or is nested deeper than 32 levels: line 2, byte 2\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_shops_own_export_may_name_addresses_that_are_none()
    {
        _folder.Write("s.csv", """
            Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price
            #1001,jane@example.com,paid,USD,30.00,2025-03-01 10:00:00 -0500,1,Cup,10.00
            #1002,a@b@c.com,paid,USD,30.00,2025-03-01 10:00:00 -0500,1,Cup,10.00

            """);

        var run = await CommandRun.Of(_folder, "import", "s.csv", "--kind", "shopify-csv");

        Assert.Equal((0, "stored 1, known already 0\n"), (run.ExitCode, run.Out));
        Assert.StartsWith("s.csv:3: left out 1 without an e-mail address", run.Error, StringComparison.Ordinal);
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

        Assert.Equal("would store 1, known already 0\nwould start 1 run: welcome 1\nwelcome jane@example.com\n", preview.Out);
        Assert.Equal("stored 1, known already 0\nstarted 1 run: welcome 1\n", enrolled.Out);
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

    [Fact]
    public async Task A_shopify_order_that_was_called_off_or_paid_back_is_so_and_one_about_nobody_is_left_out()
    {
        _folder.Write("s.csv", """
            Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Cancelled at,Source,Discount Code
            #1,a@example.com,refunded,USD,30.00,2025-03-01 10:00:00 -0500,1,Cup,30.00,30.00,,web,
            #2,b@example.com,partially_refunded,USD,30.00,2025-03-01 10:00:00 -0500,1,Cup,30.00,5.00,,web,SPRING
            #3,c@example.com,voided,USD,30.00,2025-03-01 10:00:00 -0500,1,Cup,30.00,0.00,,pos,
            #4,d@example.com,paid,USD,30.00,2025-03-01 10:00:00 -0500,1,Cup,30.00,0.00,2025-03-02 10:00:00 -0500,web,
            #5,,paid,USD,30.00,2025-03-01 10:00:00 -0500,1,Cup,30.00,0.00,,pos,

            """);

        var run = await CommandRun.Of(_folder, "import", "s.csv", "--kind", "shopify-csv");

        Assert.Equal((0, "stored 4, known already 0\n"), (run.ExitCode, run.Out));
        Assert.StartsWith("s.csv:6: left out 1 without an e-mail address", run.Error, StringComparison.Ordinal);
        await using var database = Database.Open(Path.Combine(_folder.Path, "data", "postpurchase.db"));
        var orders = await Task.WhenAll(((string[])["#1", "#2", "#3", "#4"]).Select(id => new PurchaseStore(database).FindAsync("default", id)));
        Assert.Equal([PurchaseState.Refunded, PurchaseState.Open, PurchaseState.Voided, PurchaseState.Cancelled], orders.Select(order => order!.Facts.State));
        Assert.Equal(("5.00", "SPRING", PurchaseKind.Pos), (orders[1]!.Facts.Refunded!.Value.ToString(), Assert.Single(orders[1]!.Facts.Codes), orders[2]!.Facts.Kind));
    }

    [Fact]
    public async Task Customers_as_Shopify_exports_them_are_read()
    {
        _folder.Write("c.csv", """
            Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Country Code,Phone,Tags
            1,Jane,Doe,jane@example.com,yes,US,'+12025550123,"vip, trail"
            2,Hans,Groß,hans@example.de,no,DE,,
            3,Till,,,no,DE,,

            """);

        var run = await CommandRun.Of(_folder, "import", "c.csv", "--kind", "customers-csv");

        Assert.Equal((0, "stored 2, known already 0\n"), (run.ExitCode, run.Out));
        await using var database = Database.Open(Path.Combine(_folder.Path, "data", "postpurchase.db"));
        var jane = await new CustomerStore(database).FindByEmailAsync("default", "jane@example.com");
        var hans = await new CustomerStore(database).FindByEmailAsync("default", "hans@example.de");
        Assert.Equal(("Jane", "US", "+12025550123", true, false), (jane!.FirstName, jane.Country, jane.Phone, jane.Consent.Own, hans!.Consent.Own));
        Assert.Equal(["vip", "trail"], jane.Tags);
    }

    [Fact]
    public async Task A_column_of_another_name_is_told()
    {
        _folder.Write("c.csv", "email,consent own\njane@example.com,true\n");

        var run = await CommandRun.Of(_folder, "import", "c.csv", "--kind", "customers-csv");

        Assert.Equal((0, "c.csv:1: not read: consent own\n"), (run.ExitCode, run.Error.Split('\n')[0] + "\n"));
    }

    public void Dispose() => _folder.Dispose();
}
