using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Pacing;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

public sealed class PacerTests
{
    private static readonly DateOnly Today = new(2026, 1, 2);

    [Fact]
    public void A_warm_up_holds_marketing_and_never_a_receipt()
    {
        var pacer = new Pacer(WarmingUp(1));

        Assert.Null(pacer.Wait(Mail(ContentKind.Own), A.Noon));
        Assert.Equal(Instant.FromUtc(2026, 1, 3, 0, 0), pacer.Wait(Mail(ContentKind.Own), A.Noon)?.At);
        Assert.Null(pacer.Wait(Mail(ContentKind.Transactional), A.Noon));
    }

    [Fact]
    public void A_restart_does_not_give_the_days_number_again()
    {
        var asked = new List<(string, Instant)>();
        var pacer = new Pacer(WarmingUp(5))
        {
            Left = (transport, since) =>
            {
                asked.Add((transport, since));
                return 5;
            },
        };

        Assert.NotNull(pacer.Wait(Mail(ContentKind.Own), A.Noon));
        Assert.Equal([("default", Instant.FromUtc(2026, 1, 2, 0, 0))], asked);
    }

    [Fact]
    public void A_rate_for_each_domain_holds_that_domain_only()
    {
        var pacer = new Pacer(new Dictionary<string, TransportPace> { ["default"] = new(new(), new SendRate(1, 1)) });

        Assert.Null(pacer.Wait(Mail(ContentKind.Own), A.Noon));
        Assert.NotNull(pacer.Wait(Mail(ContentKind.Own), A.Noon));
        Assert.Null(pacer.Wait(Mail(ContentKind.Own, "other.example"), A.Noon));
        Assert.Null(pacer.Wait(Mail(ContentKind.Own), A.Noon + Duration.FromSeconds(1)));
    }

    [Fact]
    public void A_domain_that_sent_mail_back_rests_for_marketing_ever_longer()
    {
        var pacer = new Pacer(new Dictionary<string, TransportPace>());

        Assert.Equal(A.Noon + Duration.FromMinutes(15), pacer.Rest("example.com", "reputation", A.Noon));
        Assert.Null(pacer.Rest("example.com", "reputation", A.Noon));
        Assert.Equal(A.Noon + Duration.FromMinutes(15), pacer.Wait(Mail(ContentKind.Own), A.Noon)?.At);
        Assert.Null(pacer.Wait(Mail(ContentKind.Transactional), A.Noon));
        Assert.Null(pacer.Wait(Mail(ContentKind.Own), A.Noon + Duration.FromMinutes(15)));
        pacer.Rest("example.com", "reputation", A.Noon + Duration.FromMinutes(15));
        Assert.Equal(A.Noon + Duration.FromMinutes(45), pacer.Wait(Mail(ContentKind.Own), A.Noon + Duration.FromMinutes(15))?.At);
    }

    [Fact]
    public void A_domain_that_refuses_marketing_for_what_it_thinks_of_the_sender_still_gets_its_receipts()
    {
        var pacer = new Pacer(new Dictionary<string, TransportPace>());
        pacer.Note(Mail(ContentKind.ThirdParty), new SendOutcome.Rejected(FailureScope.Domain, SmtpStage.Message, 550, new(5, 7, 1), "spam"), A.Noon);

        Assert.NotNull(pacer.Wait(Mail(ContentKind.ThirdParty), A.Noon));
        Assert.NotNull(pacer.Wait(Mail(ContentKind.Own), A.Noon));
        Assert.Null(pacer.Wait(Mail(ContentKind.Transactional), A.Noon));
        Assert.Null(pacer.Wait(Mail(ContentKind.ThirdParty, "other.example"), A.Noon));
        pacer.Note(Mail(ContentKind.Transactional), new SendOutcome.Accepted(null, "Ok"), A.Noon + Duration.FromMinutes(1));
        pacer.Note(Mail(ContentKind.ThirdParty), new SendOutcome.Rejected(FailureScope.Domain, SmtpStage.Message, 550, new(5, 7, 1), "spam"), A.Noon + Duration.FromMinutes(1));
        Assert.Equal(A.Noon + Duration.FromSeconds(60 + 45), pacer.Wait(Mail(ContentKind.Own), A.Noon + Duration.FromMinutes(1))?.At);
    }

    [Fact]
    public void A_domain_that_puts_mail_off_or_closes_on_it_gets_none_of_any_kind_meanwhile_and_others_go()
    {
        var pacer = new Pacer(new Dictionary<string, TransportPace>());
        pacer.Note(Mail(ContentKind.Own), new SendOutcome.Deferred(FailureScope.Domain, SmtpStage.Recipient, 421, new(4, 7, 0), "too many"), A.Noon);

        Assert.NotNull(pacer.Wait(Mail(ContentKind.Transactional), A.Noon));
        Assert.NotNull(pacer.Wait(Mail(ContentKind.Own), A.Noon));
        Assert.Null(pacer.Wait(Mail(ContentKind.Own, "other.example"), A.Noon));
    }

    private static Dictionary<string, TransportPace> WarmingUp(int limit) => new() { ["default"] = new(new PacePolicy { WarmUp = new(Today, limit, 2, 1_000) }) };

    private static MailRoute Mail(ContentKind kind, string domain = "example.com") => new("default", domain, kind);
}
