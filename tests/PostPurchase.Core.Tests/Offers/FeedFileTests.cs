using NodaTime;
using PostPurchase.Core.Offers;
using Xunit;

namespace PostPurchase.Core.Tests.Offers;

/// <summary>What an offers file says of the feeds that are fetched.</summary>
public sealed class FeedFileTests
{
    [Fact]
    public void A_feed_is_of_the_files_program_and_store_and_comes_every_six_hours_unless_it_says_otherwise()
    {
        var reading = OfferFile.Read("x.yaml", """
            program: peak
            store: de
            feeds:
              - { name: peak-all, url: "https://peak.example/feed.xml" }
              - { name: shop, url: "https://shop.example/feed.csv", program: own, store: at, format: csv, every: 1d }
            """);

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [new("peak-all", new("https://peak.example/feed.xml"), "peak", "de", null, Duration.FromHours(6)), new OfferFeed("shop", new("https://shop.example/feed.csv"), "own", "at", FeedFormat.Csv, Duration.FromDays(1))],
            reading.Feeds);
    }

    [Fact]
    public void A_file_of_feeds_alone_needs_no_program_and_means_the_shops_own_products() =>
        Assert.Equal([("own", "default")], OfferFile.Read("x.yaml", "feeds: [ { name: a, url: \"https://a.example/f\" } ]").Feeds.Select(feed => (feed.Program, feed.Store)));

    [Theory]
    [InlineData("name: a, url: \"ftp://a.example/f\"", "`feeds[0].url` is `ftp://a.example/f`; expected an address that starts with https:// or http://")]
    [InlineData("name: a, url: \"https://me:secret@a.example/f\"", "the address of the feed `a` must not hold a user or password")]
    [InlineData("name: a, url: \"https://a.example/f\", every: 5m", "`feeds[0].every` is `5m`; expected a time of at least 15m such as 6h or 1d")]
    [InlineData("name: a, url: \"https://a.example/f\", format: xls", "`feeds[0].format` is `xls`; expected one of csv, xml, json")]
    [InlineData("url: \"https://a.example/f\"", "the feed has no `name`")]
    public void What_is_no_feed_is_told(string feed, string expected) =>
        Assert.Contains(expected, Assert.Single(OfferFile.Read("x.yaml", $"feeds: [ {{ {feed} }} ]").Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_feeds_of_one_name_are_told() =>
        Assert.Equal("the feed `a` is here twice", Assert.Single(OfferFile.Read("x.yaml", "feeds: [ { name: a, url: \"https://a.example/f\" }, { name: a, url: \"https://a.example/g\" } ]").Problems).Message);

    [Fact]
    public void A_feed_that_is_said_to_be_CSV_and_is_a_page_is_no_feed()
    {
        var reading = CatalogueFile.Read("<html><body>Sign in</body></html>", FeedFormat.Csv);

        Assert.Empty(reading.Items);
        Assert.Equal(new RefusedRow(1, "this is xml, by how it starts; expected csv"), Assert.Single(reading.Refused));
    }

    [Fact]
    public void A_feed_of_the_kind_that_it_is_said_to_be_is_read() =>
        Assert.Equal("p1", Assert.Single(CatalogueFile.Read("id,title,link\np1,Bottle,https://shop.example/p1\n", FeedFormat.Csv).Items).Id);
}
