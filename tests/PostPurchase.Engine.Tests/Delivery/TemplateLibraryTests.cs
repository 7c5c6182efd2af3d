using PostPurchase.Engine.Delivery;
using PostPurchase.Templates;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

public sealed class TemplateLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("templates-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("de-AT", "Hallo")]
    [InlineData("de", "Hallo")]
    [InlineData("fr", "Hello")]
    [InlineData(null, "Hello")]
    public void A_reader_gets_their_language_or_the_common_one(string? locale, string expected)
    {
        Write("x.html", "Hello");
        Write("x.de.html", "Hallo");

        Assert.Equal(expected, Rendered(new TemplateLibrary(_folder).Find("default", "x", locale)!));
    }

    [Theory]
    [InlineData("de-AT", "de-DE", "de-AT")]
    [InlineData(null, "de-DE", "de-DE")]
    [InlineData("fr-FR", "de-DE", "en")]
    [InlineData("en-GB", "de-DE", "en-GB")]
    [InlineData("fr-FR", "en-US", "en-US")]
    [InlineData("fr-FR", null, "en")]
    [InlineData(null, null, null)]
    public void Dates_and_amounts_are_written_in_the_language_of_the_mail(string? customer, string? store, string? expected)
    {
        Write("x.html", "Hello");
        Write("x.de.html", "Hallo");

        Assert.Equal(expected, new TemplateLibrary(_folder).Find("default", "x", customer ?? store)!.LocaleFor(customer, store));
    }

    [Fact]
    public void A_shop_with_one_language_writes_dates_in_it()
    {
        Write("x.html", "Bonjour");

        Assert.Equal("fr-FR", new TemplateLibrary(_folder).Find("default", "x", "de-DE")!.LocaleFor("de-DE", "fr-FR"));
    }

    [Fact]
    public void A_store_s_own_template_comes_before_the_common_one()
    {
        Write("x.html", "common");
        Write("second/x.html", "own");
        var library = new TemplateLibrary(_folder);

        Assert.Equal("own", Rendered(library.Find("second", "x", null)!));
        Assert.Equal("common", Rendered(library.Find("default", "x", null)!));
    }

    [Fact]
    public void Partials_are_found_with_and_without_extension_and_are_no_mails()
    {
        Write("_foot.html", "foot");
        Write("x.html", "{{ include '_foot' }} {{ include '_foot.html' }}");
        var library = new TemplateLibrary(_folder);

        Assert.Equal("foot foot", Rendered(library.Find("default", "x", null)!));
        Assert.Equal(["x"], library.Names);
    }

    [Fact]
    public void A_text_part_of_its_own_goes_with_the_html_of_its_language()
    {
        Write("x.html", "Hello");
        Write("x.txt", "Hello text");
        Write("x.de.html", "Hallo");
        var library = new TemplateLibrary(_folder);

        Assert.NotNull(library.Find("default", "x", "en")!.Text);
        Assert.Null(library.Find("default", "x", "de")!.Text);
    }

    [Fact]
    public void A_broken_new_version_is_reported_and_the_last_good_one_stays()
    {
        Write("x.html", "good");
        var library = new TemplateLibrary(_folder);
        Write("x.html", "{{ if }} broken, and longer");

        Assert.True(library.Refresh());

        Assert.Equal("x.html", Assert.Single(library.Problems.Select(problem => problem.Source).Distinct()));
        Assert.Equal("good", Rendered(library.Find("default", "x", null)!));
    }

    [Fact]
    public void A_field_that_does_not_exist_refuses_the_mail_with_its_place_and_the_nearest()
    {
        Write("x.html", "<p>{{ customer.frist_name ?? 'friend' }}</p>");
        var library = new TemplateLibrary(_folder);

        Assert.Equal("the template 'x' has an error: x.html(1,16) : error : `customer` has no field `frist_name` (did you mean `first_name`?)", library.Find("default", "x", null)!.Refusal);
        Assert.Equal("x.html", Assert.Single(library.ProblemsOf("x")).Source);
    }

    [Fact]
    public void A_partial_with_an_error_refuses_the_mails_that_include_it_and_no_other()
    {
        Write("_foot.html", "{{ store.nmae }}");
        Write("x.html", "{{ include '_foot' }}");
        Write("y.html", "hello");
        var library = new TemplateLibrary(_folder);

        Assert.Contains("_foot.html(1,10)", library.Find("default", "x", null)!.Refusal, StringComparison.Ordinal);
        Assert.Null(library.Find("default", "y", null)!.Refusal);
    }

    [Fact]
    public void A_value_that_can_be_missing_is_a_problem_and_refuses_only_those_who_lack_it()
    {
        Write("x.html", "{{ customer.first_name }}");
        var mail = new TemplateLibrary(_folder).Find("default", "x", null)!;

        Assert.Equal((1, null), (mail.Problems.Count, mail.Refusal));
    }

    [Fact]
    public void A_change_that_the_check_refuses_leaves_the_last_good_one_until_it_is_mended()
    {
        Write("x.html", "good");
        var library = new TemplateLibrary(_folder);
        Write("x.html", "{{ include '_new' }}, and longer");
        library.Refresh();
        var between = library.Find("default", "x", null)!;
        Write("_new.html", "the partial came after the mail");
        library.Refresh();

        Assert.Equal(("good", null), (Rendered(between), between.Refusal));
        Assert.Equal(("the partial came after the mail, and longer", 0), (Rendered(library.Find("default", "x", null)!), library.Problems.Count));
    }

    [Fact]
    public void A_changed_partial_changes_the_hash_of_the_mail()
    {
        Write("_foot.html", "one");
        Write("x.html", "{{ include '_foot' }}");
        var library = new TemplateLibrary(_folder);
        var before = library.Find("default", "x", null)!.Hash;
        Write("_foot.html", "two, longer");

        Assert.True(library.Refresh());
        Assert.False(library.Refresh());

        Assert.NotEqual(before, library.Find("default", "x", null)!.Hash);
    }

    private static string Rendered(MailTemplate template) => template.Html!.Render(new ValueObject(), RenderOptions.Default with { Includes = template.Includes });

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
