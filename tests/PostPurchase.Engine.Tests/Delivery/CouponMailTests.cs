using PostPurchase.Core.Compliance;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>Mails that carry a code, from the pool's file to the captured mail.</summary>
public sealed class CouponMailTests : IAsyncDisposable
{
    private readonly ADelivery _delivery = ADelivery.New();
    private readonly string _workflows = Directory.CreateTempSubdirectory("postpurchase-coupons-").FullName;

    public CouponMailTests() =>
        _delivery.Write("mail.html", "<html><body>{{ if coupon }}{{ coupon.summary }}: {{ coupon.code }} until {{ coupon.expires_at | date.to_string '%F' }}{{ else }}No code, {{ slots.show_fallback }}{{ end }}</body></html>");

    [Fact]
    public async Task A_mail_carries_its_code_and_the_pools_words()
    {
        await UseAsync("codes: list.txt", "AAA\nBBB\n");

        var html = await SentAsync();

        Assert.Contains("10 % off: AAA until 2026-01-16", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_code_the_fallback_block_is_shown()
    {
        await UseAsync("codes: list.txt", "");

        Assert.Contains("No code, true", await SentAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("skip", SendState.Skipped)]
    [InlineData("hold", SendState.Held)]
    public async Task Without_a_code_the_pool_may_skip_or_hold_the_mail(string policy, SendState expected)
    {
        await UseAsync($"if_exhausted: {policy}", null);
        var held = await _delivery.PlanAsync("teach", ContentKind.Own);

        await _delivery.DeliverAsync();

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal(expected, send.State);
        Assert.Contains("has no code left", send.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_its_links_hold_gives_its_code_back_and_takes_one_when_it_leaves()
    {
        _delivery.Write("mail.html", "<p>{{ if coupon }}Code {{ coupon.code }} is yours{{ end }}</p><a href=\"https://peak.example/a\">Stove</a>");
        await UseAsync("codes: list.txt", "AAA\n");
        var terms = new LinkTerms([new(new() { Key = "peak", Name = "Peak", EmailAllowed = EmailRule.No }, ["https://peak.example/a"])]);
        var planned = await _delivery.PlanAsync("teach", ContentKind.Own);
        await new Deliverer(_delivery.Setup with { Links = () => terms, ForbiddenLink = (_, _, link) => link.Refusal }).DeliverDueAsync(A.Noon);
        var held = _delivery.Coupons!.Store.StockOf("welcome-back");
        await _delivery.Ledger.ResumeAsync("new-buyer", A.Noon);

        await _delivery.DeliverAsync();

        Assert.Equal(new CouponStock(1, 0, 0), held);
        Assert.Contains("Code AAA is yours", _delivery.Captured(await _delivery.SendOfAsync(planned)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulation_shows_a_code_that_no_shop_knows_and_takes_none()
    {
        await UseAsync("codes: list.txt", "AAA\n");
        var shelf = Shelf();
        _delivery.Coupons = new(_delivery.Database, shelf, _delivery.Stores, isSample: true);

        var html = await SentAsync();

        Assert.Contains("SAMPLE-CODE", html, StringComparison.Ordinal);
        Assert.Equal(1, new CouponStore(_delivery.Database).StockOf("welcome-back").Free);
    }

    [Fact]
    public async Task A_low_pool_is_told_where_a_live_journey_needs_it()
    {
        await UseAsync("low_water: 3", null);
        await _delivery.Coupons!.Store.AddAsync("welcome-back", ["A", "B"], A.Noon);

        var live = _delivery.Coupons.Alarms(_delivery.Setup.Journeys());
        _delivery.Plan = _delivery.Plan with { Status = JourneyStatus.Draft };

        Assert.Equal("the coupon pool 'welcome-back' has 2 codes left, fewer than 3", Assert.Single(live).Problem);
        Assert.Empty(_delivery.Coupons.Alarms(_delivery.Setup.Journeys()));
    }

    public async ValueTask DisposeAsync()
    {
        await _delivery.DisposeAsync();
        Directory.Delete(_workflows, recursive: true);
    }

    private async Task UseAsync(string pool, string? codes)
    {
        _delivery.Templates.Refresh();
        Directory.CreateDirectory(Path.Combine(_workflows, "offers"));
        await File.WriteAllTextAsync(Path.Combine(_workflows, "offers", "coupons.yaml"), $"coupons: [ {{ pool: welcome-back, summary: 10 % off, valid_for: 14d, {pool} }} ]\n");
        if (codes is not null) await File.WriteAllTextAsync(Path.Combine(_workflows, "offers", "list.txt"), codes);
        _delivery.Plan = _delivery.Plan with { Steps = [.. _delivery.Plan.Steps.OfType<Step.Email>().Select(step => step with { Content = step.Content with { Coupon = "welcome-back" } })] };
        _delivery.Coupons = new(_delivery.Database, Shelf(), _delivery.Stores, isSample: false);
        await _delivery.Coupons.LoadFilesAsync(A.Noon);
    }

    private OfferShelf Shelf()
    {
        var shelf = new OfferShelf(_workflows);
        shelf.Reload();
        Assert.Empty(shelf.Problems);
        return shelf;
    }

    private async Task<string> SentAsync()
    {
        var held = await _delivery.PlanAsync("teach", ContentKind.Own);
        await _delivery.DeliverAsync();
        return _delivery.Captured(await _delivery.SendOfAsync(held)).Replace("=\r\n", "", StringComparison.Ordinal);
    }
}
