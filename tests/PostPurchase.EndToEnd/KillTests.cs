using System.Globalization;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>The program is killed while thousands of runs are under way; then the ledger is held against what the mail server got.</summary>
public sealed class KillTests
{
    /// <summary>How often; a longer run by hand sets POSTPURCHASE_KILLS.</summary>
    private static readonly int s_kills = int.TryParse(Environment.GetEnvironmentVariable("POSTPURCHASE_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 5;

    [Fact]
    public async Task Every_mail_leaves_once_through_kills_but_those_in_doubt()
    {
        await using var shop = new KilledShop(s_kills * 500);
        // Numbers without a pattern, the same in every run: the points of the kills.
        for (var kill = 1; kill <= s_kills; kill++) await shop.ServeUntilAsync(40 + (kill * 7919 % 800));
        await shop.FinishAsync();

        var copies = shop.Copies.ToLookup(copy => copy.Send);
        var ledger = shop.Ledger();

        Assert.All(ledger, send => Assert.True(IsRight(send, copies[send.Id].Count()), $"{send}: {copies[send.Id].Count()} copies"));
        Assert.All(copies, same => Assert.Single(same.Select(copy => copy.MessageId).Distinct()));
        Assert.Empty(copies.Select(same => same.Key).Except(ledger.Select(send => send.Id)));
        Assert.Empty(shop.Answered.Except(shop.Purchases()));
        Assert.Equal((s_kills * 500, s_kills * 500), (shop.Purchases().Count, ledger.Count));
        await ListsDoubtsAsync(shop, ledger);
    }

    // Marketing in doubt has none or one; a receipt in doubt went again once, with the same Message-ID.
    private static bool IsRight(LedgerRow send, int copies) => send switch
    {
        { DoubtCount: 0, IsUncertain: false } => copies == 1,
        { IsReceipt: false } => send is { IsUncertain: true, DoubtCount: 1 } && copies is 0 or 1,
        { IsUncertain: true } => copies <= send.DoubtCount,
        _ => copies >= 1 && copies <= 1 + send.DoubtCount && send.DoubtCount == 1,
    };

    private static async Task ListsDoubtsAsync(KilledShop shop, List<LedgerRow> ledger)
    {
        var said = await shop.VerifyAsync();
        var doubts = ledger.Count(send => send.IsUncertain);

        Assert.EndsWith("exit 0", said, StringComparison.Ordinal);
        Assert.StartsWith("the ledger is sound", said, StringComparison.Ordinal);
        if (doubts > 0) Assert.Contains($"uncertain: {doubts}", said, StringComparison.Ordinal);
        var twice = ledger.Count(send => send.IsReceipt && send.DoubtCount > (send.IsUncertain ? 1 : 0));
        if (twice > 0) Assert.Contains($"perhaps twice: {twice}", said, StringComparison.Ordinal);
    }
}
