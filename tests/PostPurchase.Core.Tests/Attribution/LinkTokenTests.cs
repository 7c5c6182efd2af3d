using FsCheck;
using FsCheck.Fluent;
using PostPurchase.Core.Attribution;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution;

public sealed class LinkTokenTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public void Every_send_and_slot_reads_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<long>(),
        ArbMap.Default.ArbFor<byte>(),
        (id, slot) =>
        {
            var send = new SendId(id & long.MaxValue);
            var token = LinkToken.Make(Key, send, slot & 127);
            return token.Length == LinkToken.Length && LinkToken.TryRead(Key, token, out var read, out var readSlot) && read == send && readSlot == (slot & 127);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_of_another_key_or_with_one_character_changed_is_refused()
    {
        var token = LinkToken.Make(Key, new(812_345_678_901_234_567), 3);

        var changed = Enumerable.Range(0, LinkToken.Length).Select(at => token[..at] + (token[at] == 'a' ? 'b' : 'a') + token[(at + 1)..]);

        Assert.DoesNotContain(changed, text => LinkToken.TryRead(Key, text, out _, out _));
        Assert.False(LinkToken.TryRead([.. Key.Reverse()], token, out _, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("not-a-token-at-all!!")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaa")]
    public void What_is_no_token_is_refused(string? text) => Assert.False(LinkToken.TryRead(Key, text, out _, out _));

    [Fact]
    public void Case_does_not_matter() =>
        Assert.True(LinkToken.TryRead(Key, LinkToken.Make(Key, new(5), 1).ToUpperInvariant(), out _, out _));
}
