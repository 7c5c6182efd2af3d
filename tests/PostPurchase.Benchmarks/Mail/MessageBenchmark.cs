using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Signing;

namespace PostPurchase.Benchmarks.Mail;

/// <summary>Builds, encodes and signs a message of 15 KB, on one thread; the signature is held against a bare RSA-2048 one of the same run.</summary>
internal static class MessageBenchmark
{
    private const int WireSize = 15 * 1024;
    private const int Rounds = 3;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1.5);

    /// <summary>Prints messages per CPU-second for each stage, best of three rounds.</summary>
    public static void Run(TextWriter output)
    {
        using var key = RSA.Create(2048);
        using var signer = DkimSigner.FromPem("shop.example", "s1", key.ExportPkcs8PrivateKeyPem());
        var message = Message();
        var withoutText = message with { Text = null };
        var hash = SHA256.HashData("hash"u8);
        using (var sample = MessageWriter.Write(message)) output.WriteLine($"message: {sample.Bytes.Length} bytes");

        double built = 0, converted = 0, signed = 0, raw = 0;
        for (var round = 0; round < Rounds; round++)
        {
            built = Math.Max(built, Rate(() => MessageWriter.Write(message).Dispose()));
            converted = Math.Max(converted, Rate(() => MessageWriter.Write(withoutText).Dispose()));
            signed = Math.Max(signed, Rate(() => MessageWriter.Write(message, signer).Dispose()));
            raw = Math.Max(raw, Rate(() => key.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        }
        var culture = CultureInfo.InvariantCulture;
        output.WriteLine(string.Create(culture, $"build and encode:                {built,8:F0} per CPU-s"));
        output.WriteLine(string.Create(culture, $"  with the text made from HTML:  {converted,8:F0} per CPU-s"));
        output.WriteLine(string.Create(culture, $"build, encode and sign:          {signed,8:F0} per CPU-s"));
        output.WriteLine(string.Create(culture, $"bare RSA-2048 signature:         {raw,8:F0} per CPU-s"));
        output.WriteLine(string.Create(culture, $"signing alone / bare signature:  {((1 / signed) - (1 / built)) * raw,8:F2}"));
        output.WriteLine(string.Create(culture, $"all of it / bare signature:      {raw / signed,8:F2}"));
    }

    private static double Rate(Action action)
    {
        for (var i = 0; i < 200; i++) action();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (; clock.Elapsed < Span; count += 50)
            for (var i = 0; i < 50; i++) action();
        process.Refresh();
        return count / (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static MailMessage Message()
    {
        var html = new StringBuilder("<!doctype html>\n<html><head><title>Order</title></head>\n<body style=\"margin:0;font-family:Arial,sans-serif\">\n<table role=\"presentation\" width=\"600\">\n");
        var text = new StringBuilder("Danke für deine Bestellung\n\n");
        for (var i = 1; html.Length + text.Length < WireSize * 71 / 100; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"  <tr>\n    <td style=\"padding:8px 12px;color:#333333\"><a href=\"https://shop.example/c/abcdefghij{i:D4}klmnop\">Größe {i}: Wanderrucksack „Alm“</a></td>\n    <td align=\"right\">{i * 7}.90 €</td>\n  </tr>\n");
            text.Append(CultureInfo.InvariantCulture, $"- Größe {i}: Wanderrucksack „Alm“ <https://shop.example/c/abcdefghij{i:D4}klmnop> {i * 7}.90 €\n");
        }
        return new MailMessage
        {
            Id = "018f3a-1",
            From = new Mailbox(EmailAddress.Parse("shop@shop.example"), "Wanderladen München"),
            To = new Mailbox(EmailAddress.Parse("jane@example.com"), "Jane Doe"),
            ReturnPath = EmailAddress.Parse("bounce+abc@shop.example"),
            Subject = "Danke für deine Bestellung #1001: so geht es weiter",
            Date = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero),
            Unsubscribe = new UnsubscribeLink("https://shop.example/u/abcdefghijklmnopqrst", "mailto:leave@shop.example"),
            ListId = "news.shop.example",
            FeedbackId = "teach:new-buyer:own:shopexample",
            Html = html.Append("</table>\n</body></html>\n").ToString(),
            Text = text.ToString(),
        };
    }
}
