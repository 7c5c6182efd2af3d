using System.Diagnostics;
using PostPurchase.Mail.Feedback;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Feedback;

/// <summary>Damaged messages give results, never exceptions and never long waits. The seeds are fixed.</summary>
public sealed class FeedbackFuzzTests
{
    private const int Runs = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    // Work that grows with the square of so many bytes takes several times this on a quick machine, and on any 256 times as long as a 16th of them.
    private static readonly TimeSpan Squared = TimeSpan.FromSeconds(1);
    private const int Length = 60_000;
    private const int Part = 16;
    private const int MostTimesPart = 64;

    [Fact]
    public void Damaged_reports_are_always_read()
    {
        var whole = Bounces.Report("Final-Recipient: rfc822; jo@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <jo@example.com> unknown");
        var random = new Random(1);
        for (var i = 0; i < 1000; i++) Assert.NotNull(FeedbackReader.Read(Damaged(whole, random)));
    }

    [Fact]
    public void Random_bytes_are_nothing()
    {
        var random = new Random(2);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(4000)];
            random.NextBytes(bytes);
            Assert.NotNull(FeedbackReader.Read(bytes));
        }
    }

    [Theory]
    [InlineData("\n--x\nContent-Type: multipart/mixed; boundary=x\n")]
    [InlineData("<jo@example.com>:\n")]
    [InlineData("Final-Recipient: rfc822; jo@example.com\nAction: failed\n\n")]
    [InlineData("@\"")]
    [InlineData("\"@")]
    [InlineData("=?utf-8?B?")]
    [InlineData("a@b ")]
    [InlineData("<p")]
    [InlineData("Content-Type: message/rfc822\n\n")]
    [InlineData("--aaaaaaaaaa\nContent-Type: x\n")]
    public void Much_of_the_same_takes_no_longer(string piece)
    {
        AssertGrowsWithItsLength(body => Bounces.Prose(body, headers: "Content-Type: multipart/mixed; boundary=x"), "repeated");
        AssertGrowsWithItsLength(body => Bounces.Prose(body), "repeated text");

        void AssertGrowsWithItsLength(Func<string, byte[]> message, string name)
        {
            string Of(int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
            AssertQuick(message(Of(Length)), name, Squared + (MostTimesPart * Quickest(message(Of(Length / Part)))));
        }
    }

    [ConformanceFact]
    public void Damaged_real_messages_are_read_quickly()
    {
        var random = new Random(3);
        foreach (var file in Directory.EnumerateFiles(Conformance.PathTo("bounces", "emails")).Order(StringComparer.Ordinal))
        {
            var whole = File.ReadAllBytes(file);
            AssertQuick(whole, file, Longest);
            for (var i = 0; i < 10; i++) AssertQuick(Damaged(whole, random), file, Longest);
        }
    }

    // The best of several runs: the machine may be busy, the reader may not.
    private static void AssertQuick(byte[] message, string name, TimeSpan limit)
    {
        for (var attempt = 0; Timed(message) >= limit; attempt++) Assert.True(attempt < Runs, $"{name}: over {limit}");
    }

    private static TimeSpan Quickest(byte[] message) => Enumerable.Range(0, Runs).Min(_ => Timed(message));

    private static TimeSpan Timed(byte[] message)
    {
        var start = Stopwatch.GetTimestamp();
        Assert.NotNull(FeedbackReader.Read(message));
        return Stopwatch.GetElapsedTime(start);
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var edits = random.Next(1, 12); edits > 0 && bytes.Count > 1; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(200))); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(200)))); break;
                case 3: bytes.InsertRange(at, "\n\n--:;=?<>@\"()"u8.ToArray()[..random.Next(13)]); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }
        return [.. bytes];
    }
}
