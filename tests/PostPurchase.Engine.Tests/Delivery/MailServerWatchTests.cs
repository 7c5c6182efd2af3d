using PostPurchase.Engine.Delivery;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

public sealed class MailServerWatchTests
{
    [Fact]
    public void A_server_that_fails_is_said_once_and_once_that_it_works_again()
    {
        var log = new Lines();
        var watch = new MailServerWatch(log);
        var trouble = new MailServerTrouble("default", A.Noon, "cannot connect");

        foreach (var look in new MailServerTrouble[][] { [], [trouble], [trouble, new("spare", A.Noon, "login refused")], [trouble], [], [] }) watch.Look(look);

        Assert.Equal(
            [
                "Warning: The mail server default takes no mail: cannot connect. Mail waits and is tried again, ever less often",
                "Warning: The mail server spare takes no mail: login refused. Mail waits and is tried again, ever less often",
                "Information: The mail server spare takes mail again",
                "Information: The mail server default takes mail again",
            ],
            log.Said);
    }
}
