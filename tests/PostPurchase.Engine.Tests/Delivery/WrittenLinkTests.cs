using PostPurchase.Core.Compliance;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>Links of partners that a template writes out, judged in the mail itself.</summary>
public sealed class WrittenLinkTests : IAsyncLifetime
{
    private static readonly LinkTerms s_terms = new([new(new() { Key = "peak", Name = "Peak", EmailAllowed = EmailRule.No }, ["https://peak.example/a"])]);

    private readonly ADelivery _delivery = ADelivery.New();

    private DeliverySetup Forbidding => _delivery.Setup with { Links = () => s_terms, ForbiddenLink = (_, _, link) => link.Refusal };

    public Task InitializeAsync()
    {
        _delivery.Write("mail.html", "<p>Hello</p>{{ if customer.first_name != 'Nobody' }}<a href=\"https://peak.example/a\">Stove</a>{{ end }}");
        _delivery.Templates.Refresh();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task A_mail_is_held_by_the_terms_of_its_own_links_and_leaves_when_they_allow_it()
    {
        var advice = await _delivery.PlanAsync("teach", ContentKind.Own);
        await new Deliverer(Forbidding).DeliverDueAsync(A.Noon);
        var held = await _delivery.SendOfAsync(advice);
        await _delivery.Ledger.ResumeAsync("new-buyer", A.Noon);

        await _delivery.DeliverAsync();

        Assert.Equal((SendState.Held, null), (held.State, held.DueAt));
        Assert.StartsWith("held: a link of Peak is written out, and its terms say `email_allowed: no`", held.Reason, StringComparison.Ordinal);
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(advice)).State);
    }

    [Fact]
    public async Task A_receipt_leaves()
    {
        var receipt = await _delivery.PlanAsync();

        await new Deliverer(Forbidding).DeliverDueAsync(A.Noon);

        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(receipt)).State);
    }
}
