using PostPurchase.Core.Attribution;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution;

public sealed class SendTargetsTests
{
    private static readonly SendTargets Targets = new("teach", "0f", [
        new(LinkKind.Offer, "https://partner.example/x?sub={token}", "bottle"),
        new(LinkKind.Content, "https://shop.example/ä?a=1&b=2"),
        new(LinkKind.Service, "https://shop.example/o/1"),
        new(LinkKind.Choice, "enough"),
        new(LinkKind.Choice, "more", null, "I want more"),
    ]);

    [Fact]
    public void Targets_read_back_as_they_were_packed()
    {
        var read = SendTargets.Unpack(Targets.Pack());

        Assert.Equal(("teach", "0f"), (read.Template, read.TemplateHash));
        Assert.Equal(Targets.Links, read.Links);
    }

    [Fact]
    public void A_link_leads_to_its_target_with_the_token_in_it() =>
        Assert.Equal("https://partner.example/x?sub=abc", Targets.Follow(1, "abc"));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_mail_itself_a_choice_and_an_unknown_slot_lead_nowhere(int slot) => Assert.Null(Targets.Follow(slot, "abc"));

    [Fact]
    public void Other_bytes_are_refused() => Assert.Throws<FormatException>(() => SendTargets.Unpack("x\ty\nz"u8));
}
