using FsCheck;
using FsCheck.Fluent;
using PostPurchase.Mail.Feedback;
using Xunit;

namespace PostPurchase.Mail.Tests.Feedback;

public sealed class ReturnPathTests
{
    private static readonly byte[] Key = "0123456789abcdef0123456789abcdef"u8.ToArray();

    [Fact]
    public void Every_send_is_found_again() => Prop.ForAll<long>(id =>
        ReturnPath.TryVerify(ReturnPath.Encode(id, Key, "shop.example"), Key, out var found) && found == id).QuickCheckThrowOnFailure();

    [Fact]
    public void The_local_part_is_short_and_survives_folding_of_case()
    {
        var address = ReturnPath.Encode(long.MaxValue, Key, "shop.example");

        Assert.Equal(36, address.IndexOf('@', StringComparison.Ordinal));
        Assert.True(ReturnPath.TryVerify(address.ToUpperInvariant(), Key, out var id) && id == long.MaxValue);
    }

    [Fact]
    public void A_million_sends_have_a_million_message_ids()
    {
        var ids = new HashSet<string>(1_000_000, StringComparer.OrdinalIgnoreCase);
        for (var send = 132_784_953_753_600_005; ids.Count < 1_000_000; send++) Assert.True(ids.Add(ReturnPath.MessageId(send, Key)), $"send {send}");
    }

    [Fact]
    public void A_token_changed_in_any_place_is_refused()
    {
        var address = ReturnPath.Encode(42, Key, "shop.example");
        for (var i = "bounce+".Length; i < address.IndexOf('@', StringComparison.Ordinal); i++)
            foreach (var c in "abcdefghijklmnopqrstuvwxyz234567".Where(c => c != address[i]))
                Assert.False(ReturnPath.TryVerify($"{address[..i]}{c}{address[(i + 1)..]}", Key, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bounce+@shop.example")]
    [InlineData("bounce@shop.example")]
    [InlineData("bounce+aaaaaaaaaaaaaaaaaaaaaaaaaaaaa@shop.example")]
    [InlineData("bounce+11111111111111111111111111111@shop.example")]
    [InlineData("bounce+ü@shop.example")]
    public void What_was_never_made_is_refused(string address) => Assert.False(ReturnPath.TryVerify(address, Key, out _));

    [Fact]
    public void Another_key_makes_nothing_valid()
    {
        var address = ReturnPath.Encode(42, "another key of 32 bytes for this"u8, "shop.example");

        Assert.False(ReturnPath.TryVerify(address, Key, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReturnPath.Encode(1, "short"u8, "shop.example"));
    }
}
