using System.Text;
using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class XxHash64Tests
{
    // Computed by libxxhash 0.8.1.
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999, 0xAC75FDA2929B17EF)]
    [InlineData("a", 0xD24EC4F1A98C6E5B, 0x393DA8B78992279B)]
    [InlineData("abc", 0x44BC2CF5AD770999, 0x1318DF30094A85FD)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1, 0x56DB22DD5B051147)]
    public void Text_hashes_as_the_reference_library_does(string text, ulong withoutSeed, ulong withSeed)
    {
        var bytes = Encoding.ASCII.GetBytes(text);

        Assert.Equal(withoutSeed, XxHash64.Hash(bytes));
        Assert.Equal(withSeed, XxHash64.Hash(bytes, 2654435761));
    }

    [Theory]
    [InlineData(32, 0xCBF59C5116FF32B4, 0x7181354774E0D600)]
    [InlineData(101, 0xE99038495F85381E, 0xA1C6D4174C37136D)]
    public void Stripes_and_tails_hash_as_the_reference_library_does(int length, ulong withoutSeed, ulong withSeed)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();

        Assert.Equal(withoutSeed, XxHash64.Hash(bytes));
        Assert.Equal(withSeed, XxHash64.Hash(bytes, 2654435761));
    }
}
