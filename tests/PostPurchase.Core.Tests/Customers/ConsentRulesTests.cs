using PostPurchase.Core.Customers;
using Xunit;

namespace PostPurchase.Core.Tests.Customers;

/// <summary>What silence means where, for each of the three questions; the whole table of the contract.</summary>
public sealed class ConsentRulesTests
{
    public static TheoryData<string> Strict => [.. "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO GB CH CA AX GF GP MF MQ RE YT".Split(' ')];

    [Theory]
    [MemberData(nameof(Strict))]
    public void In_strict_countries_silence_is_no_to_everything(string country) =>
        Assert.Equal((false, false, false), Answers(ConsentFacts.Unknown, country));

    [Theory]
    [InlineData("US", true)]
    [InlineData("us", true)]
    [InlineData("AU", false)]
    [InlineData("BR", false)]
    public void Elsewhere_silence_is_yes_to_own_mail_and_tracking_and_to_others_in_the_US_only(string country, bool others) =>
        Assert.Equal((true, others, true), Answers(ConsentFacts.Unknown, country));

    [Fact]
    public void A_country_that_nobody_knows_is_strict() => Assert.Equal((false, false, false), Answers(ConsentFacts.Unknown, null));

    [Theory]
    [InlineData("UK")]
    [InlineData("ZZ")]
    [InlineData("EU")]
    public void A_code_that_no_country_has_is_as_strict_as_none(string country) => Assert.Equal((false, false, false), Answers(ConsentFacts.Unknown, country));

    [Fact]
    public void A_list_may_name_unions_instead_of_their_members()
    {
        Assert.Equal(["GB"], CountryCodes.Named("uk"));
        Assert.Equal(["US"], CountryCodes.Named("US"));
        Assert.Contains("DE", CountryCodes.Named("EU")!);
        Assert.DoesNotContain("NO", CountryCodes.Named("EU")!);
        Assert.Equal([.. CountryCodes.Named("EU")!, "IS", "LI", "NO"], CountryCodes.Named("EEA"));
        Assert.Null(CountryCodes.Named("XX"));
    }

    [Theory]
    [InlineData("US")]
    [InlineData("DE")]
    [InlineData(null)]
    public void What_somebody_said_counts_everywhere(string? country)
    {
        Assert.Equal((true, true, true), Answers(new(true, true, true), country));
        Assert.Equal((false, false, false), Answers(new(false, false, false), country));
        Assert.Equal((true, false, false), Answers(new(true, false, false), country));
    }

    [Fact]
    public void The_shops_own_lists_replace_the_built_in_ones()
    {
        var rules = new ConsentRules(new HashSet<string> { "US" }, new HashSet<string> { "AU" });

        Assert.Equal((false, true, true, false), (rules.AllowsOwn(ConsentFacts.Unknown, "US"), rules.AllowsThirdParty(ConsentFacts.Unknown, "AU"), rules.AllowsOwn(ConsentFacts.Unknown, "DE"), rules.AllowsThirdParty(ConsentFacts.Unknown, "US")));
    }

    private static (bool Own, bool Others, bool Tracking) Answers(ConsentFacts consent, string? country) =>
        (ConsentRules.Default.AllowsOwn(consent, country), ConsentRules.Default.AllowsThirdParty(consent, country), ConsentRules.Default.AllowsTracking(consent, country));
}
