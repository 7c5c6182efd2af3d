using FsCheck;
using FsCheck.Fluent;
using PostPurchase.Mail.Addresses;
using Xunit;

namespace PostPurchase.Mail.Tests.Addresses;

public class EmailAddressTests
{
    [Theory]
    [InlineData("jane@example.com")]
    [InlineData("JANE@Example.COM")]
    [InlineData("j@e.io")]
    [InlineData("jane.doe+shop=1@mail.example.co.uk")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.com")]
    [InlineData("1@2.example")]
    [InlineData("a@b-c.example")]
    [InlineData("a@xn--bcher-kva.example")]
    [InlineData("a@bücher.example")]
    [InlineData("用户@例子.广告")]
    [InlineData("चीनी@डेटामेल.भारत")]
    [InlineData("\"jane doe\"@example.com")]
    [InlineData("\"a\\\"b\"@example.com")]
    [InlineData("\"\"@example.com")]
    [InlineData("\"a@b\"@example.com")]
    [InlineData("n@ai")]
    public void An_address_that_can_be_sent_to_is_accepted(string text) =>
        Assert.Equal(AddressVerdict.Accepted, EmailAddress.Check(text));

    [Theory]
    [InlineData(null, AddressVerdict.Empty)]
    [InlineData("", AddressVerdict.Empty)]
    [InlineData("jane", AddressVerdict.NoAtSign)]
    [InlineData("@example.com", AddressVerdict.NoLocalPart)]
    [InlineData("jane@", AddressVerdict.NoDomain)]
    [InlineData("jane@gmail", AddressVerdict.SingleLabelDomain)]
    [InlineData("jane@localhost", AddressVerdict.SingleLabelDomain)]
    [InlineData("jane@.example.com", AddressVerdict.MisplacedDot)]
    [InlineData("jane@example.com.", AddressVerdict.MisplacedDot)]
    [InlineData("jane@example..com", AddressVerdict.MisplacedDot)]
    [InlineData(".jane@example.com", AddressVerdict.MisplacedDot)]
    [InlineData("jane.@example.com", AddressVerdict.MisplacedDot)]
    [InlineData("ja..ne@example.com", AddressVerdict.MisplacedDot)]
    [InlineData("jane@-example.com", AddressVerdict.MisplacedHyphen)]
    [InlineData("jane@example-.com", AddressVerdict.MisplacedHyphen)]
    [InlineData("jane@exam_ple.com", AddressVerdict.ForbiddenCharacter)]
    [InlineData("jane@example,com", AddressVerdict.ForbiddenCharacter)]
    [InlineData("ja,ne@example.com", AddressVerdict.ForbiddenCharacter)]
    [InlineData("jane@@example.com", AddressVerdict.ForbiddenCharacter)]
    [InlineData("<jane@example.com>", AddressVerdict.ForbiddenCharacter)]
    [InlineData("jane:doe@example.com", AddressVerdict.ForbiddenCharacter)]
    [InlineData("☺@example.com", AddressVerdict.ForbiddenCharacter)]
    [InlineData("jane\uFFFD@example.com", AddressVerdict.ForbiddenCharacter)]
    [InlineData(" jane@example.com", AddressVerdict.WhiteSpace)]
    [InlineData("jane doe@example.com", AddressVerdict.WhiteSpace)]
    [InlineData("jane@example .com", AddressVerdict.WhiteSpace)]
    [InlineData("jane@example.com (home)", AddressVerdict.WhiteSpace)]
    [InlineData("jane(home)@example.com", AddressVerdict.Comment)]
    [InlineData("jane@[192.0.2.1]", AddressVerdict.AddressLiteral)]
    [InlineData("jane@[IPv6:2001:db8::1]", AddressVerdict.AddressLiteral)]
    [InlineData("jane@192.0.2.1", AddressVerdict.NumericTopLevelDomain)]
    [InlineData("\"jane@example.com", AddressVerdict.MalformedQuotes)]
    [InlineData("\"jane\"doe@example.com", AddressVerdict.MalformedQuotes)]
    [InlineData("\"jane\".doe@example.com", AddressVerdict.MalformedQuotes)]
    [InlineData("\"jane\"", AddressVerdict.NoAtSign)]
    [InlineData("jane@xn--a.example", AddressVerdict.InvalidInternationalDomain)]
    [InlineData("jane@xn--.example", AddressVerdict.MisplacedHyphen)]
    public void An_address_that_cannot_be_sent_to_names_the_first_reason(string? text, AddressVerdict expected) =>
        Assert.Equal(expected, EmailAddress.Check(text));

    [Theory]
    [InlineData("a\r\nRCPT TO:<x@y.example>@example.com")]
    [InlineData("\"a\r\nRCPT TO:<x>\"@example.com")]
    [InlineData("a@example.com\r\n")]
    [InlineData("a@example.com\n")]
    [InlineData("a\0@example.com")]
    [InlineData("\"a\0\"@example.com")]
    [InlineData("a\u0085@example.com")]
    [InlineData("a\u2028@example.com")]
    [InlineData("\u007F@example.com")]
    [InlineData("a@exam\tple.com")]
    public void A_control_character_is_refused_wherever_it_stands(string text)
    {
        Assert.Equal(AddressVerdict.ControlCharacter, EmailAddress.Check(text));
        Assert.False(EmailAddress.TryParse(text, out _));
    }

    [Theory]
    [InlineData(64, AddressVerdict.Accepted)]
    [InlineData(65, AddressVerdict.LocalPartTooLong)]
    public void A_local_part_has_at_most_64_octets(int length, AddressVerdict expected) =>
        Assert.Equal(expected, EmailAddress.Check(new string('a', length) + "@example.com"));

    [Fact]
    public void A_local_part_outside_of_ascii_is_measured_in_octets() =>
        Assert.Equal(AddressVerdict.LocalPartTooLong, EmailAddress.Check(new string('ü', 33) + "@example.com"));

    [Theory]
    [InlineData(63, AddressVerdict.Accepted)]
    [InlineData(64, AddressVerdict.LabelTooLong)]
    public void A_label_has_at_most_63_octets(int length, AddressVerdict expected) =>
        Assert.Equal(expected, EmailAddress.Check($"a@{new string('b', length)}.com"));

    [Theory]
    [InlineData(252, AddressVerdict.Accepted)]
    [InlineData(253, AddressVerdict.TooLong)]
    [InlineData(254, AddressVerdict.TooLong)]
    public void An_address_has_at_most_254_octets(int domainLength, AddressVerdict expected)
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('b', 63), 3)) + "." + new string('c', domainLength - 192);

        Assert.Equal(expected, EmailAddress.Check("a@" + domain));
    }

    [Fact]
    public void Parsing_trims_and_brings_the_domain_to_lower_case_a_labels_and_keeps_the_local_part()
    {
        var address = EmailAddress.Parse(" Jane.Doe@BÜCHER.Example\t");

        Assert.Equal("Jane.Doe@xn--bcher-kva.example", address.ToString());
        Assert.Equal("jane.doe@xn--bcher-kva.example", address.Identity);
        Assert.False(address.NeedsSmtpUtf8);
    }

    [Theory]
    [InlineData("Jane@example.com", "jane@EXAMPLE.com")]
    [InlineData("\"jane\"@example.com", "jane@example.com")]
    [InlineData("\"ja\\ne\"@example.com", "jane@example.com")]
    [InlineData("J\u00C9@example.com", "je\u0301@example.com")]
    public void The_same_person_written_differently_is_equal(string one, string other)
    {
        Assert.Equal(EmailAddress.Parse(one), EmailAddress.Parse(other));
        Assert.Equal(EmailAddress.Parse(one).GetHashCode(), EmailAddress.Parse(other).GetHashCode());
    }

    [Fact]
    public void Quotes_that_matter_stay_in_the_identity() =>
        Assert.NotEqual(EmailAddress.Parse("\"jane doe\"@example.com"), EmailAddress.Parse("janedoe@example.com"));

    [Fact]
    public void Any_text_gets_a_verdict_and_what_is_accepted_is_a_fixed_point() => Prop.ForAll<string?>(text =>
    {
        string?[] guesses = [text, $"{text}@example.com", $"jane@{text}.example", $"\"{text}\"@example.com"];
        return guesses.All(g => !EmailAddress.TryParse(g, out var address)
            || (EmailAddress.Parse(address.ToString()).Equals(address) && !address.ToString().Any(char.IsControl) && EmailAddress.Parse(address.Identity).Identity == address.Identity));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_local_part_outside_of_ascii_needs_smtputf8() => Assert.True(EmailAddress.Parse("jürgen@example.com").NeedsSmtpUtf8);

    [Fact]
    public void The_error_of_a_refused_address_does_not_repeat_it() =>
        Assert.DoesNotContain("jane", Assert.Throws<FormatException>(() => EmailAddress.Parse("jane@nowhere")).Message, StringComparison.Ordinal);
}
