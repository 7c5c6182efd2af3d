using PostPurchase.Core.Customers;
using Xunit;

namespace PostPurchase.Core.Tests.Customers;

public class AddressFormTests
{
    [Theory]
    [InlineData("jane@example.com", true)]
    [InlineData("jürgen+x@bücher.example", true)]
    [InlineData("team@shop", true)]
    [InlineData("\"a b@c\"@example.com", true)]
    [InlineData("a b@c.d", false)]
    [InlineData("a@b@c.com", false)]
    [InlineData("Jane <jane@example.com>", false)]
    [InlineData("a@b.com,c@d.com", false)]
    [InlineData("a@b .com", false)]
    [InlineData("a@.com", false)]
    [InlineData("a@b..com", false)]
    [InlineData("a@b.", false)]
    [InlineData("@b.com", false)]
    [InlineData("a@", false)]
    [InlineData("\"@b.com", false)]
    [InlineData("nobody", false)]
    [InlineData("", false)]
    [InlineData("a@x.com\u200B", false)]
    [InlineData("a\u200D@x.com", false)]
    [InlineData("\u202Ea@x.com", false)]
    [InlineData("a@x\u00ADy.com", false)]
    [InlineData("a@x.com\u2028", false)]
    [InlineData("a\U000E0041@x.com", false)]
    [InlineData("\U0001F600@x.com", true)]
    public void Only_what_could_be_an_address_is_taken_for_one(string text, bool could) => Assert.Equal(could, AddressForm.CouldBe(text));
}
