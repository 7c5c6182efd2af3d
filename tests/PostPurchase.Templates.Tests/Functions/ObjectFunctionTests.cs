using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

public sealed class ObjectFunctionTests
{
    private static Value Product => Value.From(new ObjectShape("title", "note").Create(Value.From("Orange"), Value.Null));

    [Fact]
    public void Members_are_found_by_name()
    {
        var call = new TestCall();

        Assert.Equal("true", call.Text("object.has_key", Product, "note"));
        Assert.Equal("false", call.Text("object.has_value", Product, "note"));
        Assert.Equal("false", call.Text("object.has_key", null, "note"));
        Assert.Equal("""["title", "note"]""", call.Text("object.keys", Product));
        Assert.Equal("""["Orange", null]""", call.Text("object.values", Product));
        Assert.Equal("Unable to convert type `int` to `object`", call.Refusal("object.keys", 5));
    }

    [Fact]
    public void Kinds_are_named()
    {
        var call = new TestCall();
        Value[] values = [Value.Null, Value.True, Value.From(1L), Value.From(3_000_000_000L), Value.From(1.0), Value.From(1.0m), Value.From("x"), TestCall.List(), Product];

        Assert.Equal(" bool int long double decimal string array object", string.Join(' ', values.Select(v => call.Text("object.kind", v))));
        Assert.Equal(" boolean number number number number string array object", string.Join(' ', values.Select(v => call.Text("object.typeof", v))));
    }

    [Fact]
    public void The_default_stands_for_null_and_empty_text_only()
    {
        var call = new TestCall();

        Assert.Equal("d", call.Text("object.default", null, "d"));
        Assert.Equal("d", call.Text("object.default", "", "d"));
        Assert.Equal(" ", call.Text("object.default", " ", "d"));
        Assert.Equal("false", call.Text("object.default", false, "d"));
    }

    [Fact]
    public void Json_goes_there_and_back()
    {
        const string Json = """{"a":[1,2.50,true,null],"b":{"c":"x\u0022\u003C"},"d":""}""";
        var call = new TestCall();

        Assert.Equal(Json, call.Text("object.to_json", call.Run("object.from_json", Json)));
        Assert.Equal("null", call.Text("object.to_json", [null]));
        Assert.Equal("[1,2,3]", call.Text("object.to_json", Value.From(new ValueRange(1, 3))));
        Assert.Equal("\"2026-01-02T03:04:05+00:00\"", call.Text("object.to_json", call.Now));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("1 2")]
    [InlineData("nul")]
    public void Broken_json_is_refused(string json) =>
        Assert.StartsWith($"The text `{json}` is not JSON", new TestCall().Refusal("object.from_json", json), StringComparison.Ordinal);

    [Fact]
    public void Running_text_as_code_is_left_out()
    {
        Assert.StartsWith("The function `object.eval` is not available", new TestCall().Refusal("object.eval", "1 + 2"), StringComparison.Ordinal);
        Assert.StartsWith("The function `object.eval_template` is not available", new TestCall().Refusal("object.eval_template", "x"), StringComparison.Ordinal);
    }
}
