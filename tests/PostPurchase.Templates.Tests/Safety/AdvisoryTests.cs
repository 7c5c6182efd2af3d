using PostPurchase.Templates.Tests.Language;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Templates.Tests.Safety;

/// <summary>What went wrong in the engine that the language comes from, advisory by advisory; more about single built-ins is tested beside them.</summary>
public class AdvisoryTests
{
    private const int SmallStack = 256 * 1024;
    private const int VeryDeep = 100_000;

    [Theory]
    [InlineData("(", ")")]
    [InlineData("{ a: ", "}")]
    [InlineData("f(", ")")]
    [InlineData("a[", "]")]
    public void GHSA_wgh7_7m3c_fx25_deep_nesting_is_an_error_and_no_crash(string open, string close) =>
        Assert.Contains("too deeply", OnSmallStack($"{{{{ {Repeat(open)}1{Repeat(close)} }}}}"), StringComparison.Ordinal);

    [Fact]
    public void GHSA_p6q4_fgr8_vx4p_nested_lists_count_as_nesting() =>
        Assert.Contains("too deeply", OnSmallStack($"{{{{ {Repeat("[")}{Repeat("]")} }}}}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("!", "1")]
    [InlineData("-", "1")]
    [InlineData("if a\n", "")]
    [InlineData("a.", "a")]
    [InlineData("do; ", "")]
    [InlineData("$\"{", "")]
    [InlineData("x = ", "1")]
    public void GHSA_6q7j_xr26_3h2c_every_way_to_nest_is_guarded(string piece, string end) =>
        Assert.NotEmpty(OnSmallStack($"{{{{ {Repeat(piece)}{end} }}}}"));

    [Fact]
    public void Templates_within_the_limit_render_on_a_small_stack()
    {
        var deep = $"{{{{ func f(n); ret {new string('(', 90)}n > 0 ? (f (n - 1)) : 'end'{new string(')', 90)}; end; f 20 }}}}";
        Assert.Contains("depth limit", OnSmallStack(deep.Replace("f 20", "f 1000", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void GHSA_grr9_747v_xvcp_a_value_that_contains_itself_ends_with_an_error()
    {
        Assert.Contains("itself", Rendering.Refusal("{{ a = {}; a.a = a; a }}"), StringComparison.Ordinal);
        Assert.Contains("deeply", Rendering.Refusal("{{ a = {}; b = {a: a}; a.b = b; a }}"), StringComparison.Ordinal);
        Assert.Contains("deeply", Rendering.Refusal("{{ a = [1]; b = [a]; a[0] = b; c = [1]; d = [c]; c[0] = d; a == c }}"), StringComparison.Ordinal);
    }

    [Fact]
    public void GHSA_xcx6_vp38_8hr5_to_json_ends_with_an_error_at_a_value_that_contains_itself() =>
        Assert.Equal("limit", Rendering.Error("{{ a = {}; b = {a: a}; a.b = b; a | object.to_json }}").Code);

    [Theory]
    [InlineData("{{ 'x' | string.pad_left 2000000000 }}")]
    [InlineData("{{ 'x' | string.pad_right 2000000000 }}")]
    public void GHSA_v66j_x4hw_fv9g_padding_is_charged_before_it_is_made(string source) => Assert.Equal("limit", Rendering.Error(source).Code);

    [Fact]
    public void GHSA_5rpf_x9jg_8j5p_strings_cannot_grow_without_bound() =>
        Assert.Equal("limit", Rendering.Error("{{ s = 'x'; while true; s = s + s; end }}").Code);

    [Fact]
    public void GHSA_m2p3_hwv5_xpqw_output_is_counted_over_captures_and_never_cut()
    {
        var options = new RenderOptions { Limits = new RenderLimits { OutputCharacters = 1000 } };
        Assert.Equal("limit", Rendering.Error("{{ for i in 1..200; capture x; 'abcdefghij'; end; end }}", options: options).Code);
        Assert.Equal(1000, Rendering.Text("{{ for i in 1..100; 'abcdefghij'; end }}", options: options).Length);
        Assert.Equal("limit", Rendering.Error("{{ for i in 1..101; 'abcdefghij'; end }}", options: options).Code);
    }

    [Theory]
    [InlineData("{{ for i in 1..1000; for j in 1..1000; for k in 1..1000; end; end; end }}")]
    [InlineData("{{ (1..1000000000) | array.join ',' }}")]
    [InlineData("{{ [1, 2] | array.each do; while true; end; end }}")]
    [InlineData("{{ 1..9223372036854775807 }}")]
    public void GHSA_c875_h985_hvrc_loops_and_built_ins_share_one_budget(string source) => Assert.Equal("limit", Rendering.Error(source).Code);

    [Theory]
    [InlineData("while a == b; end")]
    [InlineData("while a <= b; end")]
    [InlineData("while true; case a; when b; end; end")]
    [InlineData("o = {}; while true; o[a] = 1; end")]
    public void Operators_charge_for_looking_through_long_texts(string loop) =>
        Assert.Equal("limit", Rendering.Error("{{ a = 'x' * 1000000; b = 'x' * 1000000; " + loop + " }}").Code);

    [Fact]
    public void GHSA_q6rr_fm2g_g5x8_repeating_a_list_is_charged() => Assert.Equal("limit", Rendering.Error("{{ [1, 2] * 1000000000 }}").Code);

    [Fact]
    public void GHSA_24c8_4792_22hx_functions_that_call_each_other_end_with_an_error() =>
        Assert.Equal("limit", Rendering.Error("{{ func a; b; end; func b; a; end; a }}").Code);

    [Theory]
    [InlineData("{{ 1 << 1000000000 }}")]
    [InlineData("{{ x = 10; while true; x = x * x; end }}")]
    [InlineData("{{ 'a' * 9000000000 }}")]
    [InlineData("{{ a = []; a[2000000000] = 1 }}")]
    [InlineData("{{ for c in 'x' * 5000000; end }}")]
    public void GHSA_xw6w_9jjh_p9cr_operators_cannot_take_all_memory(string source) => Assert.Equal("limit", Rendering.Error(source).Code);

    [Fact]
    public void GHSA_xw6w_9jjh_p9cr_numbers_are_bounded_when_they_are_read() =>
        Assert.Equal("syntax", Rendering.Error("{{ 1e999999999 }}").Code);

    [Theory]
    [InlineData("{{ 'a'.get_type }}{{ 'a'.GetType }}{{ a.Equals }}{{ [1].to_string }}{{ 5.to_string }}")]
    [InlineData("{{ a['GetType'] }}{{ a.__proto__ }}{{ a.constructor }}")]
    public void GHSA_5wr9_m6jw_xx44_values_have_no_members_but_their_own(string source) =>
        Assert.Equal("", Rendering.Text(source, """{"a":{}}"""));

    [Fact]
    public void GHSA_x6m9_38vm_2xhf_a_partial_of_one_store_is_never_served_to_another()
    {
        var engine = new TemplateEngine();
        var first = new TemplateSet(engine, "first", _ => "first");
        var second = new TemplateSet(engine, "second", _ => "second");
        var page = engine.Parse("{{ include 'p' }}", "page");

        Assert.Equal("first", page.Render(new ValueObject(), new RenderOptions { Includes = first.Find }));
        Assert.Equal("second", page.Render(new ValueObject(), new RenderOptions { Includes = second.Find }));
    }

    [Fact]
    public void A_failed_render_leaves_nothing_in_the_output()
    {
        using var output = new TextBuffer();
        output.Append("before");
        var template = new TemplateEngine().Parse("half {{ x.y }}", "t");
        Assert.Throws<TemplateException>(() => template.Render(new ValueObject(), RenderOptions.Default, output));
        Assert.Equal("before", output.ToString());
    }

    [Fact]
    public void A_render_that_takes_too_long_ends_with_an_error()
    {
        var options = new RenderOptions { Limits = new RenderLimits { Deadline = TimeSpan.FromSeconds(1) }, Clock = new SteppingClock() };
        Assert.Contains("time limit", Rendering.Refusal("{{ while true; end }}", options: options), StringComparison.Ordinal);
    }

    private static string Repeat(string piece) => string.Concat(Enumerable.Repeat(piece, VeryDeep));

    /// <summary>Parses, renders and checks on a thread with little stack; the message of the error, or nothing.</summary>
    private static string OnSmallStack(string source)
    {
        var message = "";
        var thread = new Thread(() => message = Run(source), SmallStack) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Patience.Limit), "it hangs");
        return message;
    }

    private static string Run(string source)
    {
        try
        {
            new TemplateCheck(new TemplateEngine(), ModelShape.Group(true, [])).Check(source, "t");
            Rendering.Text(source);
            return "";
        }
        catch (TemplateException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>Each look at it is a minute later.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += 60;
    }
}
