using PostPurchase.Mail.Tests.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Rules;

/// <summary>The rules of mail beside the tests that hold them: a test that was renamed or deleted leaves a rule without one, which shows here.</summary>
public class RulesOfMailTests
{
    private static readonly MailRule[] s_rules = [.. RulesOfTheWire.All, .. RulesOfMessages.All, .. RulesOfReturns.All, .. RulesOfSending.All];

    [Fact]
    public void Every_rule_is_held_by_tests_that_are_there()
    {
        var tests = TestNames.All();

        Assert.True(tests.Count > 1_000, $"only {tests.Count} tests were found");
        Assert.Empty(s_rules.SelectMany(rule => rule.Tests.Where(test => !tests.Contains(test)).Select(test => $"{rule.Subject}: there is no test {test}")));
    }

    [Fact]
    public void A_rule_without_a_test_says_what_is_not_here()
    {
        Assert.Empty(s_rules.Where(rule => rule.Tests.Length == 0 && rule.NotHere is null).Select(rule => rule.Subject));
        Assert.Equal(s_rules.Length, s_rules.Select(rule => rule.Subject).Distinct().Count());
        Assert.All(s_rules, rule => Assert.All(new[] { rule.Subject, rule.Source, rule.Words }, text => Assert.NotEmpty(text)));
    }

    [Theory]
    [InlineData("greylisted", "-r RCPT")]
    [InlineData("no such user", "-f RCPT")]
    [InlineData("sender refused", "-f MAIL")]
    [InlineData("421 at once", "-Q CONNECT")]
    [InlineData("421 at RCPT", "-Q RCPT")]
    [InlineData("421 at DATA", "-Q DATA")]
    [InlineData("closed at DATA", "-q DATA")]
    [InlineData("closed after the dot", "-q .")]
    [InlineData("put off at the dot", "-r .")]
    [InlineData("refused at the dot", "-f .")]
    [InlineData("cut off within the content", "-A 1")]
    [InlineData("slow content", "-w 1")]
    [InlineData("no ESMTP", "-e")]
    [InlineData("EHLO refused", "-f EHLO")]
    public void Every_fault_of_smtp_sink_is_played(string fault, string flags) =>
        Assert.True(SmtpSinkTests.Faults.Any(played => string.Join(' ', played.Flags).StartsWith(flags, StringComparison.Ordinal)), $"{fault} ({flags}) is not among the faults that are played");
}
