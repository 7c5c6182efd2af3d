using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Mail.Pacing;
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

        Assert.True(pacer.Rest("example.com", "reputation", A.Noon));
        Assert.False(pacer.Rest("example.com", "reputation", A.Noon));
        Assert.Equal(A.Noon + Duration.FromMinutes(15), pacer.Wait(Mail(ContentKind.Own), A.Noon)?.At);
        Assert.Null(pacer.Wait(Mail(ContentKind.Transactional), A.Noon));
        Assert.Null(pacer.Wait(Mail(ContentKind.Own), A.Noon + Duration.FromMinutes(15)));
        pacer.Rest("example.com", "reputation", A.Noon + Duration.FromMinutes(15));
        Assert.Equal(A.Noon + Duration.FromMinutes(45), pacer.Wait(Mail(ContentKind.Own), A.Noon + Duration.FromMinutes(15))?.At);
    }

    private static Dictionary<string, TransportPace> WarmingUp(int limit) => new() { ["default"] = new(new PacePolicy { WarmUp = new(Today, limit, 2, 1_000) }) };

    private static MailRoute Mail(ContentKind kind, string domain = "example.com") => new("default", domain, kind);
}
