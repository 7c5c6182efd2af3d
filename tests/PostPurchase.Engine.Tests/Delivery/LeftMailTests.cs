using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>What stays known of a mail that has left, and of one that could not.</summary>
public sealed class LeftMailTests : IAsyncLifetime
{
    private const string Now = "<p>New words</p>";

    private readonly ADelivery _delivery = ADelivery.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task The_subject_of_a_mail_stays_in_the_ledger()
    {
        var held = await _delivery.PlanAsync();

        await _delivery.DeliverAsync();

        Assert.Equal("Hi Jane", (await _delivery.SendOfAsync(held)).Subject);
    }

    [Fact]
    public async Task A_mail_is_made_again_with_the_template_that_it_left_with()
    {
        var held = await _delivery.PlanAsync();
        await _delivery.DeliverAsync();

        ChangeTo(Now);

        var (then, now) = (await MadeAsync(held, keep: true), await MadeAsync(held, keep: false));
        Assert.Contains("Hello Jane", then.Html, StringComparison.Ordinal);
        Assert.Contains("New words", now.Html, StringComparison.Ordinal);
        Assert.NotEqual(then.Targets.TemplateHash, now.Targets.TemplateHash);
    }

    [Fact]
    public async Task A_mail_is_made_again_with_the_partials_of_its_store_that_it_left_with()
    {
        _delivery.Write("_foot.html", "common foot");
        _delivery.Write("default/_foot.html", "own foot");
        ChangeTo("<p>{{ include '_foot' }}</p>");
        var held = await _delivery.PlanAsync();
        await _delivery.DeliverAsync();

        _delivery.Write("default/_foot.html", "another foot altogether");
        _delivery.Templates.Refresh();

        Assert.Contains("own foot", (await MadeAsync(held, keep: true)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_with_which_nothing_left_is_not_kept()
    {
        var held = await _delivery.PlanAsync();
        await _delivery.DeliverAsync();
        ChangeTo(Now);

        var never = (await MadeAsync(held, keep: false)).Targets;

        Assert.Null(_delivery.Database.Read(session => TemplateVersion.Find(session, never.Template, never.TemplateHash)));
    }

    [Fact]
    public async Task The_text_of_a_partial_is_kept_once_for_all_mails_that_left_with_it()
    {
        _delivery.Write("_foot.html", "foot");
        ChangeTo("<p>one{{ include '_foot' }}</p>");
        await _delivery.PlanAsync();
        await _delivery.DeliverAsync();
        ChangeTo("<p>two{{ include '_foot' }}</p>");
        await _delivery.PlanAsync();
        await _delivery.DeliverAsync();

        Assert.Equal((3L, 2L), (Count("select count(*) from template_text"), Count("select count(*) from template_version")));
    }

    private static readonly NodaTime.Instant s_later = A.Noon + NodaTime.Duration.FromDays(30);

    private void ChangeTo(string html)
    {
        _delivery.Write("mail.html", html);
        _delivery.Templates.Refresh();
    }

    private long Count(string sql) => _delivery.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, sql));

    private async Task<ComposedMail> MadeAsync(HeldRun held, bool keep)
    {
        var send = await _delivery.SendOfAsync(held);
        var left = SendTargets.Unpack((await _delivery.Ledger.TargetsAsync(send.Id))!);
        var (context, then) = _delivery.Database.Read(session => (SendClaim.Read(session, send, s_later), keep ? TemplateVersion.Find(session, left.Template, left.TemplateHash) : null));
        return Assert.IsType<Composition.Ready>(_delivery.Deliverer.Maker.Compose(context, s_later, then)).Mail;
    }
}
