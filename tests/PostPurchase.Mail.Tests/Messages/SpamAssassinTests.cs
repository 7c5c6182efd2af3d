using System.Diagnostics;
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
    public void The_shape_of_our_messages_scores_under_one()
    {
        using var signer = DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8);
        var message = Sample.Marketing() with { To = new Mailbox(EmailAddress.Parse("jane@example.com"), "Jürgen Groß"), Subject = "Danke für deine Bestellung" };

        var score = Score(Sample.Bytes(message, signer));

        Assert.True(score < 1.0, $"{score}");
    }

    private static double Score(byte[] message)
    {
        using var process = Process.Start(new ProcessStartInfo(SpamAssassin, "-L -t") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(message);
        process.StandardInput.Close();
        process.WaitForExit();
        var found = ScoreText().Match(output.Result);
        Assert.True(found.Success, errors.Result);
        return double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"score=(-?\d+\.\d+)")]
    private static partial Regex ScoreText();
}
