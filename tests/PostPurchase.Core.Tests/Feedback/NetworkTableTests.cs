using System.Net;
using PostPurchase.Core.Feedback;
using Xunit;

namespace PostPurchase.Core.Tests.Feedback;

public sealed class NetworkTableTests
{
    private const string Hosting = """
        # a hosting company
        203.0.113.0/24        # its first network
        198.51.100.7
        2001:db8::/32

        10.0.0.0/8
        """;

    [Theory]
    [InlineData("203.0.113.0", AddressClass.Hosting)]
    [InlineData("203.0.113.255", AddressClass.Hosting)]
    [InlineData("203.0.114.0", AddressClass.Unknown)]
    [InlineData("198.51.100.7", AddressClass.Hosting)]
    [InlineData("198.51.100.8", AddressClass.Unknown)]
    [InlineData("2001:db8:1:2::3", AddressClass.Hosting)]
    [InlineData("2001:db9::1", AddressClass.Unknown)]
    [InlineData("::ffff:203.0.113.9", AddressClass.Hosting)]
    public void An_address_is_of_the_class_whose_list_covers_it(string address, AddressClass kind) => Assert.Equal(kind, Table((AddressClass.Hosting, Hosting)).ClassOf(IPAddress.Parse(address)));

    [Fact]
    public void The_longest_prefix_decides_whichever_list_it_stands_in()
    {
        var table = Table((AddressClass.Access, "10.1.0.0/16\n10.1.2.128/25"), (AddressClass.Hosting, Hosting), (AddressClass.Scanner, "10.1.2.0/24\n2001:db8:7::/48"));

        Assert.Equal(AddressClass.Hosting, table.ClassOf(IPAddress.Parse("10.9.0.1")));
        Assert.Equal(AddressClass.Access, table.ClassOf(IPAddress.Parse("10.1.9.1")));
        Assert.Equal(AddressClass.Scanner, table.ClassOf(IPAddress.Parse("10.1.2.1")));
        Assert.Equal(AddressClass.Access, table.ClassOf(IPAddress.Parse("10.1.2.200")));
        Assert.Equal(AddressClass.Scanner, table.ClassOf(IPAddress.Parse("2001:db8:7::1")));
    }

    [Fact]
    public void A_network_of_everything_covers_its_own_family_alone()
    {
        var table = Table((AddressClass.Hosting, "0.0.0.0/0"));

        Assert.Equal(AddressClass.Hosting, table.ClassOf(IPAddress.Parse("192.0.2.1")));
        Assert.Equal(AddressClass.Unknown, table.ClassOf(IPAddress.Parse("2001:db8::1")));
        Assert.Equal(AddressClass.Unknown, table.ClassOf(null));
    }

    [Fact]
    public void Every_bad_line_is_named_with_its_place_and_the_good_ones_count()
    {
        var (table, problems) = NetworkTable.Read([(AddressClass.Hosting, "hosting.txt", "203.0.113.0/33\nexample.com\n203.0.113.0/24\n2001:db8::/129\n203.0.113.0/x")]);

        Assert.Equal(["hosting.txt:1", "hosting.txt:2", "hosting.txt:4", "hosting.txt:5"], problems.Select(problem => string.Join(':', problem.Split(':').Take(2))));
        Assert.Equal(AddressClass.Hosting, table.ClassOf(IPAddress.Parse("203.0.113.1")));
    }

    [Fact]
    public void A_network_is_that_of_its_prefix_however_it_is_written()
    {
        Assert.Equal(AddressClass.Hosting, Table((AddressClass.Hosting, "203.0.113.77/24")).ClassOf(IPAddress.Parse("203.0.113.1")));
        Assert.Equal(AddressClass.Hosting, Table((AddressClass.Hosting, "::ffff:203.0.113.0/120")).ClassOf(IPAddress.Parse("203.0.113.1")));
    }

    private static NetworkTable Table(params (AddressClass Class, string Text)[] lists)
    {
        var (table, problems) = NetworkTable.Read(lists.Select(list => (list.Class, "list", list.Text)));
        Assert.Empty(problems);
        return table;
    }
}
