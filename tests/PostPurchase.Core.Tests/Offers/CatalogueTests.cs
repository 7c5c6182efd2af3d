using PostPurchase.Core.Offers;
using Xunit;

namespace PostPurchase.Core.Tests.Offers;

public sealed class CatalogueTests
{
    private const string Google = """
        <?xml version="1.0"?>
        <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
        <item><g:id>p1</g:id><title>Kettle &amp; lid</title><link>https://shop.example/p1</link><g:image_link>https://shop.example/p1.jpg</g:image_link><g:price>89.00 EUR</g:price><g:sale_price>79.00 EUR</g:sale_price><g:availability>in_stock</g:availability><g:product_type>Home > Kettles</g:product_type></item>
        <item><g:id>p2</g:id><title>Cup</title><link>https://shop.example/p2</link><g:availability>out_of_stock</g:availability></item>
        <item><g:id>p3</g:id><link>https://shop.example/p3</link></item>
        </channel></rss>
        """;

    [Fact]
    public void A_google_feed_is_read_and_a_product_without_a_name_set_aside_with_its_line()
    {
        var reading = CatalogueFile.Read(Google);

        Assert.Equal([("p1", "Kettle & lid", "Kettles", "79.00", true), ("p2", "Cup", null, null, false)], reading.Items.Select(item => (item.Id, item.Name, item.Category, item.Price?.ToString(), item.InStock)));
        Assert.Equal(new RefusedRow(5, "it has no `name` (or title, product_name)"), Assert.Single(reading.Refused));
    }

    [Fact]
    public void A_csv_is_read_by_its_head_and_bad_rows_are_told()
    {
        var reading = CatalogueFile.Read("id,title,link,price,currency\na,Cup,https://x.example/a,10.50,eur\nb,Mug,ftp://x,1,EUR\nc,Pot,https://x.example/c,ten,EUR\na,Cup,https://x.example/a,1,EUR\n");

        Assert.Equal("10.50", Assert.Single(reading.Items).Price!.Value.ToString());
        Assert.Equal([3, 4, 5], reading.Refused.Select(row => row.Line));
    }

    [Theory]
    [InlineData("[ { \"id\": 7, \"name\": \"Cup\", \"url\": \"https://x.example/a\", \"in_stock\": false } ]", "7", false)]
    [InlineData("{ \"products\": [ { \"id\": \"a\", \"title\": \"Cup\", \"link\": \"https://x.example/a\" } ] }", "a", true)]
    public void Json_is_a_list_or_has_one(string text, string id, bool inStock) =>
        Assert.Equal((id, inStock), CatalogueFile.Read(text).Items.Select(item => (item.Id, item.InStock)).Single());

    [Theory]
    [InlineData("[ { \"id\": \"a\", \"name\": \"Cup\", \"url\": \"https://x.example/a\", \"price\": { \"a\": 1 } } ]", 1, "its `price` is a list or an object; expected a text, a number, true or false")]
    [InlineData("[ { \"id\": \"a\", \"name\": [\"Cup\"], \"url\": \"https://x.example/a\" } ]", 1, "its `name` is a list or an object; expected a text, a number, true or false")]
    [InlineData("id,name,url,in_stock\na,Cup,https://x.example/a,maybe\n", 2, "its stock is `maybe`; expected in_stock, out_of_stock, preorder or backorder, true or false, or how many there are")]
    public void A_value_that_cannot_be_taken_sets_its_row_aside_with_the_reason(string text, int line, string reason)
    {
        var reading = CatalogueFile.Read(text);

        Assert.Empty(reading.Items);
        Assert.Equal(new RefusedRow(line, reason), Assert.Single(reading.Refused));
    }

    [Theory]
    [InlineData("in_stock", true)]
    [InlineData("In Stock", true)]
    [InlineData("https://schema.org/InStock", true)]
    [InlineData("pre-order", true)]
    [InlineData("12", true)]
    [InlineData("", true)]
    [InlineData("0", false)]
    [InlineData("-2", false)]
    [InlineData("FALSE", false)]
    [InlineData("http://schema.org/OutOfStock", false)]
    public void Stock_is_a_word_or_how_many_there_are(string text, bool inStock) =>
        Assert.Equal(inStock, Assert.Single(CatalogueFile.Read($"id,name,url,availability\na,Cup,https://x.example/a,{text}\n").Items).InStock);

    [Fact]
    public void A_list_that_is_not_read_does_no_harm() =>
        Assert.Equal("5.00", Assert.Single(CatalogueFile.Read(
            "[ { \"id\": \"a\", \"name\": \"Cup\", \"url\": \"https://x.example/a\", \"sale_price\": \"5.00 EUR\", \"price\": [], \"tags\": [\"x\"] } ]").Items).Price!.Value.ToString());

    [Theory]
    [InlineData("<rss><item>")]
    [InlineData("<!DOCTYPE x [ <!ENTITY a SYSTEM \"file:///etc/passwd\"> ]><rss><item>&a;</item></rss>")]
    [InlineData("{ \"a\": ")]
    [InlineData("[ 1, null ]")]
    [InlineData("id,title\n\"a")]
    public void What_is_no_feed_is_told_and_never_throws(string text)
    {
        var reading = CatalogueFile.Read(text);

        Assert.Empty(reading.Items);
        Assert.NotEmpty(reading.Refused);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- of today -->\n<!DOCTYPE rss [ <!ENTITY a \"b\"> ]>\n<rss/>", 3)]
    [InlineData("\n<!doctype html><html><body>Sign in</body></html>", 2)]
    public void A_document_type_is_told_with_its_line_and_what_to_do(string text, int line) =>
        Assert.Equal(
            new RefusedRow(line, "it has a document type (`<!DOCTYPE ...>`), which is not read, since it could name files and swell: take it out of the feed; "
                + "if this is a web page, give the address of the feed instead"),
            Assert.Single(CatalogueFile.Read(text).Refused));

    [Fact]
    public void A_feed_fills_in_what_the_file_leaves_out_and_its_stock_counts()
    {
        var written = OfferFile.Read("own.yaml", "program: own\noffers: [ { id: kettle, product_id: p2, name: My cup, url: \"https://shop.example/cup\", complements: [beans] } ]");
        var feed = CatalogueFile.Read(Google).Items.Select(item => new FeedProduct("default", "own", item)).ToList();

        var offers = Catalogue.Merge(written.Offers, [written.Program!], feed);

        Assert.Equal([("kettle", "My cup", false), ("p1", "Kettle & lid", true)], offers.Select(offer => (offer.Id, offer.Name, offer.InStock)));
        Assert.True(offers[1].Program.IsOwn);
    }

    [Fact]
    public void Products_of_two_stores_with_the_same_id_are_two_offers_each_of_its_store()
    {
        FeedProduct[] feed = [new("default", "own", new("p1", "Kettle", "https://shop.example/p1") { ProductId = "p1" }), new("de", "own", new("p1", "Kessel", "https://shop.de.example/p1") { ProductId = "p1" })];

        var offers = Catalogue.Merge([], [], feed);

        Assert.Equal([("p1", "default", "Kettle"), ("de/p1", "de", "Kessel")], offers.Select(offer => (offer.Id, offer.Store, offer.Name)));
    }

    [Fact]
    public void An_offer_of_a_file_takes_what_it_leaves_out_from_its_own_stores_feed()
    {
        var written = OfferFile.Read("de.yaml", "program: own\nstore: de\noffers: [ { id: kessel, product_id: p1, name: Kessel, url: \"https://shop.de.example/p1\" } ]");
        FeedProduct[] feed = [new("default", "own", new("p1", "Kettle", "https://shop.example/p1") { ProductId = "p1", Category = "english" }), new("de", "own", new("p1", "x", "https://x.example") { ProductId = "p1", Category = "deutsch" })];

        var offers = Catalogue.Merge(written.Offers, [written.Program!], feed);

        Assert.Equal([("kessel", "de", "deutsch"), ("p1", "default", "english")], offers.Select(offer => (offer.Id, offer.Store, offer.Category)));
    }

    [Fact]
    public void A_feed_of_a_program_without_terms_is_not_mailed() =>
        Assert.Equal(EmailRule.Approval, Assert.Single(Catalogue.Merge([], [], [new("default", "peak", new CatalogueItem("a", "A", "https://x.example/a"))])).Program.EmailAllowed);

    [Fact]
    public void A_line_gets_picture_address_and_category_where_its_order_said_none()
    {
        var offer = Catalogue.Merge([], [], [new("default", "own", CatalogueFile.Read(Google).Items[0])])[0];

        var line = Catalogue.Enrich(new() { Id = "l", Name = "Kettle", ProductId = "p1", Category = "as ordered" }, offer);

        Assert.Equal(("https://shop.example/p1.jpg", "https://shop.example/p1", "as ordered"), (line.ImageUrl, line.Url, line.Category));
    }
}
