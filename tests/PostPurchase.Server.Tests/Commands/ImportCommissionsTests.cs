using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class ImportCommissionsTests
{
    private const string Report = """
        Action Id,State,Payout,Amount,Currency,SubId1,Event Date
        7,APPROVED,8.00,100.00,USD,,2026-01-02T10:00:00Z
        8,PENDING,much,50.00,USD,,2026-01-02T10:00:00Z
        9,PENDING,3.00
        10,REVERSED,0.00,20.00,USD,,2026-01-02T10:00:00Z
        """;

    [Fact]
    public async Task Bad_rows_are_set_aside_with_line_and_reason_and_the_rest_is_imported()
    {
        using var folder = new TemporaryFolder();
        folder.Write("impact.csv", Report);

        var run = await ImportAsync(folder);

        Assert.Equal((0, "recorded 2, known already 0, 2 conversions match no link of yours, 2 rows could not be read"), (run.ExitCode, run.Lines.Single()));
        Assert.Equal("impact.csv: line 3: payout 'much' is no amount such as 12.34\nimpact.csv: line 4: row has too few or too many values\n", run.Error);
    }

    [Fact]
    public async Task A_report_whose_money_is_under_another_name_says_how_to_name_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("impact.csv", "Action Id,State,Verdienst\n7,APPROVED,8.00\n");

        Assert.Equal("impact.csv: no row says what you earn; if a column does, name it: Networks:impact:Fields:commission\n", (await ImportAsync(folder)).Error);
    }

    [Fact]
    public async Task The_same_report_again_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("impact.csv", Report);
        await ImportAsync(folder);

        var run = await ImportAsync(folder);

        Assert.StartsWith("recorded 0, known already 2", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amount_that_comes_back_without_a_date_changes_nothing_and_says_how_it_would()
    {
        using var folder = new TemporaryFolder();
        Task<CommandRun> LoadAsync(string payout, params string[] more)
        {
            folder.Write("impact.csv", $"Action Id,State,Payout,Currency\n7,APPROVED,{payout},USD\n");
            return CommandRun.Of(folder, ["import", "impact.csv", "--kind", "commissions", "--network", "impact", .. more]);
        }

        await LoadAsync("8.00");
        var cut = await LoadAsync("6.00");
        var back = await LoadAsync("8.00");
        var dated = await LoadAsync("8.00", "--as-of", "2099-01-01T00:00:00Z");

        Assert.Equal("impact.csv: 1 known row without a date gave way to another amount that came later; if this report is the newer one, say when it was made: --as-of\n", back.Error);
        Assert.Equal(("", "", "recorded 1, known already 0"), (cut.Error, dated.Error, string.Join(',', dated.Out.Split(',').Take(2))));
    }

    [Fact]
    public async Task Of_several_accounts_that_number_their_own_sales_one_must_be_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("sales.csv", "Id,Commission,Currency\n7,8.00,USD\n");
        var accounts = new Dictionary<string, string> { ["PostPurchase__Networks__roast__Kind"] = "direct", ["PostPurchase__Networks__mugs__Kind"] = "direct" };

        var run = await CommandRun.With(folder, accounts, "", "import", "sales.csv", "--kind", "commissions", "--network", "direct");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("expected mugs or roast", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_that_nobody_knows_is_a_wrong_argument()
    {
        using var folder = new TemporaryFolder();
        folder.Write("impact.csv", Report);

        Assert.Equal((2, 2), ((await CommandRun.Of(folder, "import", "impact.csv", "--kind", "commissions", "--network", "nobody")).ExitCode, (await CommandRun.Of(folder, "import", "impact.csv", "--kind", "commissions")).ExitCode));
    }

    [Fact]
    public async Task The_report_says_what_matches_nothing_and_what_has_no_rate()
    {
        using var folder = new TemporaryFolder();
        folder.Write("impact.csv", Report.Replace("2026-01-02T10", NodaTime.SystemClock.Instance.GetCurrentInstant().ToString("uuuu-MM-dd'T'HH", null), StringComparison.Ordinal));
        await ImportAsync(folder);

        var run = await CommandRun.Of(folder, "report", "earnings");

        Assert.Equal((0, "2 conversions match no link: 8.00 USD"), (run.ExitCode, run.Lines[^1]));
        Assert.Equal(2, (await CommandRun.Of(folder, "report", "earnings", "--by", "colour")).ExitCode);
    }

    [Fact]
    public async Task Amazons_reports_may_overlap_and_come_twice()
    {
        using var folder = new TemporaryFolder();
        const string head = "Category,Name,ASIN,Seller,Tracking ID,Date Shipped,Price($),Items Shipped,Returns,Revenue($),Ad Fees($)\n";
        const string mug = "Kitchen,Mug,B000000001,Amazon,shop-20,2026-01-02,19.99,1,0,19.99,0.90\n";
        const string pan = "Kitchen,Pan,B000000002,Amazon,shop-20,2026-01-03,40.00,1,0,40.00,1.80\n";
        folder.Write("first.csv", head + mug + mug + pan);
        folder.Write("second.csv", head + pan + pan);
        Task<CommandRun> LoadAsync(string file) => CommandRun.Of(folder, "import", file, "--kind", "commissions", "--network", "amazon");

        string[] said = [(await LoadAsync("first.csv")).Out, (await LoadAsync("first.csv")).Out, (await LoadAsync("second.csv")).Out];

        Assert.Equal(["recorded 3, known already 0", "recorded 0, known already 3", "recorded 1, known already 1"], said.Select(one => string.Join(',', one.Split(',').Take(2))));
    }

    private static Task<CommandRun> ImportAsync(TemporaryFolder folder) => CommandRun.Of(folder, "import", "impact.csv", "--kind", "commissions", "--network", "impact");
}
