using System.Globalization;
using PostPurchase.Templates.Functions;
using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

public sealed class DateFunctionTests
{
    private static readonly DateTimeOffset Documented = new(2013, 9, 12, 22, 49, 27, new TimeSpan(5, 30, 0));
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("%a", "Thu")]
    [InlineData("%A", "Thursday")]
    [InlineData("%b", "Sep")]
    [InlineData("%B", "September")]
    [InlineData("%c", "Thu Sep 12 22:49:27 2013")]
    [InlineData("%C", "20")]
    [InlineData("%d", "12")]
    [InlineData("%D", "09/12/13")]
    [InlineData("%e", "12")]
    [InlineData("%F", "2013-09-12")]
    [InlineData("%h", "Sep")]
    [InlineData("%H", "22")]
    [InlineData("%I", "10")]
    [InlineData("%j", "255")]
    [InlineData("%k", "22")]
    [InlineData("%l", "10")]
    [InlineData("%L", "000")]
    [InlineData("%m", "09")]
    [InlineData("%M", "49")]
    [InlineData("%n", "\n")]
    [InlineData("%N", "000000000")]
    [InlineData("%p", "PM")]
    [InlineData("%P", "pm")]
    [InlineData("%r", "10:49:27 PM")]
    [InlineData("%R", "22:49")]
    [InlineData("%s", "1379006367")]
    [InlineData("%S", "27")]
    [InlineData("%t", "\t")]
    [InlineData("%T", "22:49:27")]
    [InlineData("%u", "4")]
    [InlineData("%U", "36")]
    [InlineData("%v", "12-SEP-2013")]
    [InlineData("%V", "37")]
    [InlineData("%W", "36")]
    [InlineData("%w", "4")]
    [InlineData("%x", "09/12/2013")]
    [InlineData("%X", "22:49:27")]
    [InlineData("%y", "13")]
    [InlineData("%Y", "2013")]
    [InlineData("%Z", "+05:30")]
    [InlineData("%%", "%")]
    public void Every_documented_format_gives_the_documented_text(string pattern, string expected) =>
        Assert.Equal(expected, new TestCall().Text("date.to_string", Documented, pattern));

    [Theory]
    [InlineData("%e|%k|%l", " 5| 7| 7")]
    [InlineData("%-d.%-m.", "5.1.")]
    [InlineData("%Q 100% of %", "%Q 100% of %")]
    [InlineData("%u %U %W %V", "7 01 00 53")]
    public void Small_numbers_are_padded_and_other_text_is_kept(string pattern, string expected) =>
        Assert.Equal(expected, new TestCall().Text("date.to_string", new DateTimeOffset(2027, 1, 3, 7, 0, 0, TimeSpan.Zero).AddDays(pattern[1] == 'u' ? 0 : 2), pattern));

    [Fact]
    public void The_mark_g_takes_the_invariant_culture()
    {
        var call = new TestCall(culture: Cultures.Find("fr-FR"));

        Assert.Equal("12 septembre 2013", call.Text("date.to_string", Documented, "%d %B %Y"));
        Assert.Equal("12 September 2013", call.Text("date.to_string", Documented, "%g %d %B %Y"));
        Assert.Equal("12 Sep 2013", call.Text("date.to_string", Documented, "%g"));
    }

    [Fact]
    public void A_month_stands_in_the_genitive_only_beside_a_day()
    {
        var january = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal("5 stycznia", new TestCall().Text("date.to_string", january, "%-d %B", "pl-PL"));
        Assert.Equal("styczeń 2026", new TestCall().Text("date.to_string", january, "%B %Y", "pl-PL"));
    }

    [Theory]
    [InlineData("2018--06--17", "%Y--%m--%d", "2018-06-17T00:00:00")]
    [InlineData("03 14, 16 1:05 pm", "%m %d, %y %I:%M %p", "2016-03-14T13:05:00")]
    [InlineData("Thu, 12 Sep 2013", "%a, %d %b %Y", "2013-09-12T00:00:00")]
    [InlineData("255/2013", "%j/%Y", "2013-09-12T00:00:00")]
    [InlineData("2013-09-12 22:49:27.125 +0530", "%F %T.%L %Z", "2013-09-12T17:19:27")]
    [InlineData("1379006367", "%s", "2013-09-12T17:19:27")]
    public void Dates_are_read_by_a_pattern(string text, string pattern, string utc)
    {
        var date = new TestCall().Run("date.parse", text, pattern);

        Assert.Equal(utc, date.AsDate().UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2016/13/40", null)]
    [InlineData("tomorrow", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("2016-02-30", "%F")]
    [InlineData("2016-02-20 and more", "%F")]
    [InlineData("13:00 pm", "%I:%M %p")]
    public void What_is_no_date_is_null(string? text, string? pattern) =>
        Assert.True(new TestCall().Run("date.parse", text, pattern).IsNull);

    [Fact]
    public void A_text_without_offset_is_in_the_zone_of_the_reader()
    {
        var call = new TestCall(zone: Berlin);

        Assert.Equal("2026-07-01 10:00 +02:00", call.Text("date.to_string", call.Run("date.parse", "2026-07-01 10:00"), "%F %R %Z"));
        Assert.Equal("2026-07-01 10:00 +00:00", call.Text("date.to_string", call.Run("date.parse", "2026-07-01T10:00:00Z"), "%F %R %Z"));
    }

    [Fact]
    public void A_local_time_that_does_not_exist_moves_forward_and_one_that_exists_twice_is_the_first()
    {
        var call = new TestCall(zone: Berlin);

        Assert.Equal("03:30 +02:00", call.Text("date.to_string", call.Run("date.parse", "2026-03-29 02:30"), "%R %Z"));
        Assert.Equal("02:30 +02:00", call.Text("date.to_string", call.Run("date.parse", "2026-10-25 02:30"), "%R %Z"));
    }

    [Fact]
    public void In_zone_shows_the_same_instant_on_other_clocks()
    {
        var call = new TestCall();

        Assert.Equal("19:19 +02:00", call.Text("date.to_string", call.Run("date.in_zone", Documented, "Europe/Berlin"), "%R %Z"));
        Assert.Equal("Unknown time zone `Mars/Base`. Expecting an IANA name like `Europe/Berlin`", call.Refusal("date.in_zone", Documented, "Mars/Base"));
    }

    [Fact]
    public void Now_is_the_fixed_instant_of_the_render()
    {
        var call = new TestCall(zone: Berlin);

        Assert.Equal("04:04 +01:00", call.Text("date.to_string", call.Run("date.now"), "%R %Z"));
        Assert.Equal("03:04 +00:00", call.Text("date.to_string", call.Run("date.utc_now"), "%R %Z"));
    }

    [Fact]
    public void Shifts_keep_the_offset_and_refuse_what_is_out_of_range()
    {
        var call = new TestCall();

        Assert.Equal("2013-10-12 +05:30", call.Text("date.to_string", call.Run("date.add_months", Documented, 1), "%F %Z"));
        Assert.Equal("2013-09-14 10:49", call.Text("date.to_string", call.Run("date.add_days", Documented, 1.5), "%F %R"));
        Assert.Equal("The date moved by `100000` is out of range", call.Refusal("date.add_years", Documented, 100_000));
        Assert.True(call.Run("date.add_days", null, 1).IsNull);
    }

    [Fact]
    public void A_text_in_ISO_form_is_taken_for_a_date()
    {
        var call = new TestCall(zone: Berlin);

        Assert.Equal("02 Nov 2026", call.Written("date.to_string", "2026-11-02T10:11:12", "%d %b %Y"));
        Assert.Equal("10:11 +00:00", call.Written("date.to_string", "2026-11-02T10:11:12Z", "%R %Z"));
        Assert.Equal("Unable to convert type `string` to `datetime`", call.Refusal("date.to_string", "soon", "%F"));
    }
}
