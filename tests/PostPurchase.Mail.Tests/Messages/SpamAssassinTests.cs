using System.Globalization;
using System.Text.RegularExpressions;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Signing;
using PostPurchase.Mail.Tests.Signing;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Messages;

public partial class SpamAssassinTests
{
    private const string SpamAssassin = "/usr/bin/spamassassin";

    [NeedsProgramFact(SpamAssassin)]
    public async Task The_shape_of_our_messages_scores_under_one()
    {
        using var signer = DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8);
        var message = Sample.Marketing() with { To = new Mailbox(EmailAddress.Parse("jane@example.com"), "Jürgen Groß"), Subject = "Danke für deine Bestellung" };

        var score = await ScoreAsync(Sample.Bytes(message, signer));

        Assert.True(score < 1.0, $"{score}");
    }

    private static async Task<double> ScoreAsync(byte[] message)
    {
        var end = await Child.RunAsync(SpamAssassin, ["-L", "-t"], message);
        var found = ScoreText().Match(end.Out);
        Assert.True(found.Success, end.Error);
        return double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"score=(-?\d+\.\d+)")]
    private static partial Regex ScoreText();
}
