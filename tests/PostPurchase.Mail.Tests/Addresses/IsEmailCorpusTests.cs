using System.Xml.Linq;
using PostPurchase.Mail.Addresses;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Addresses;

/// <summary>The 164 addresses of isemail; which of its categories we accept is said at <see cref="AddressVerdict"/>.</summary>
public class IsEmailCorpusTests
{
    [ConformanceFact]
    public void Every_address_of_isemail_has_the_expected_verdict()
    {
        var cases = XDocument.Load(Conformance.PathTo("corpora", "isemail-tests.xml")).Descendants("test").ToList();

        var wrong = cases.Select(c => (Text: Decode((string)c.Element("address")!), Diagnosis: (string)c.Element("diagnosis")!, Category: (string)c.Element("category")!))
            .Where(c => Expected(c.Text, c.Category, c.Diagnosis) != (EmailAddress.Check(c.Text) == AddressVerdict.Accepted))
            .Select(c => $"{c.Diagnosis}: {c.Text}: {EmailAddress.Check(c.Text)}");

        Assert.Equal(164, cases.Count);
        Assert.Empty(wrong);
    }

    private static bool Expected(string text, string category, string diagnosis) => category switch
    {
        "ISEMAIL_VALID_CATEGORY" or "ISEMAIL_DNSWARN" => true,
        "ISEMAIL_RFC5321" => diagnosis == "ISEMAIL_RFC5321_QUOTEDSTRING",
        _ => false,
    } && !text.EndsWith("@org", StringComparison.Ordinal);

    // XML 1.0 cannot hold control characters; the corpus writes their pictures
    private static string Decode(string text) => string.Concat(text.Select(c => c is >= '\u2400' and <= '\u241F' ? (char)(c - '\u2400') : c));
}
