using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

public sealed class ArrayFunctionTests
{
    [Fact]
    public void The_list_that_is_given_is_never_changed()
    {
        var call = new TestCall();
        var list = TestCall.List(3, 1, 2);

        call.Run("array.add", list, 4);
        call.Run("array.insert_at", list, 0, 9);
        call.Run("array.remove_at", list, 0);
        call.Run("array.sort", list);
        call.Run("array.reverse", list);

        Assert.Equal("[3, 1, 2]", call.ToText(list));
    }

    [Theory]
    [InlineData(0, "[1, 2, 3]")]
    [InlineData(2, "[3]")]
    [InlineData(-1, "[1, 2, 3]")]
    [InlineData(9, "[]")]
    public void Offset_leaves_out_the_start(int index, string expected) =>
        Assert.Equal(expected, new TestCall().Text("array.offset", TestCall.List(1, 2, 3), index));

    [Theory]
    [InlineData(2, "[1, 2]")]
    [InlineData(0, "[]")]
    [InlineData(-1, "[]")]
    [InlineData(9, "[1, 2, 3]")]
    public void Limit_keeps_the_start(int count, string expected) =>
        Assert.Equal(expected, new TestCall().Text("array.limit", TestCall.List(1, 2, 3), count));

    [Theory]
    [InlineData(-1, "[1, 2]")]
    [InlineData(-3, "[2, 3]")]
    [InlineData(-4, "[1, 2, 3]")]
    [InlineData(5, "[1, 2, 3]")]
    public void Remove_at_counts_from_the_end_where_negative(int index, string expected) =>
        Assert.Equal(expected, new TestCall().Text("array.remove_at", TestCall.List(1, 2, 3), index));

    [Fact]
    public void Insert_at_fills_up_with_nulls() =>
        Assert.Equal("[1, null, null, 5]", new TestCall().Text("array.insert_at", TestCall.List(1), 3, 5));

    [Fact]
    public void Sorting_is_stable_and_knows_numbers_texts_and_members()
    {
        var call = new TestCall();
        var shape = new ObjectShape("name", "rank");
        Value Item(string name, Value rank) => Value.From(shape.Create(Value.From(name), rank));
        var items = TestCall.List(Item("b", Value.From(2L)), Item("a", Value.From(1.5)), Item("c", Value.From(2L)), Item("d", Value.Null));

        var sorted = call.Run("array.map", call.Run("array.sort", items, "rank"), "name");

        Assert.Equal("""["d", "a", "b", "c"]""", call.ToText(sorted));
        Assert.Equal("""["apple", "Banana", "cherry"]""", call.Text("array.sort", TestCall.List("cherry", "Banana", "apple")));
        Assert.Equal("[5]", call.Text("array.sort", 5));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_with_the_reason() =>
        Assert.StartsWith("Unable to compare", new TestCall().Refusal("array.sort", TestCall.List(1, TestCall.List())), StringComparison.Ordinal);

    [Fact]
    public void Uniq_keeps_the_first_of_equals() =>
        Assert.Equal("""[1, "1", "a", null]""", new TestCall().Text("array.uniq", TestCall.List(1, "1", 1, "a", null, "a", null)));

    [Fact]
    public void Cycle_counts_by_list_or_by_group()
    {
        var call = new TestCall();
        var colours = TestCall.List("red", "blue");
        string Next(string? group = null) => call.Text("array.cycle", colours, group);

        Assert.Equal("red blue red | red blue", $"{Next()} {Next()} {Next()} | {Next("rows")} {Next("rows")}");
        Assert.Equal("", call.Text("array.cycle", TestCall.List()));
    }

    [Fact]
    public void Functions_are_applied_to_each_item()
    {
        var call = new TestCall();
        var words = TestCall.List(" a", "b ");

        Assert.Equal("""["a", "b"]""", call.Text("array.each", words, TestCall.Function("string.strip")));
        Assert.Equal("""[""]""", call.Text("array.filter", TestCall.List("", "x"), TestCall.Function("string.empty")));
        Assert.Equal("true", call.Text("array.any", words, TestCall.Function("string.contains"), "b"));
        Assert.Equal("A-B", call.Text("array.join", TestCall.List("a", "b"), "-", TestCall.Function("string.upcase")));
    }

    [Fact]
    public void Objects_are_lists_of_keys_and_values()
    {
        var call = new TestCall();
        var map = Value.From(new ObjectShape("a", "b").Create(Value.From(1L), Value.From(2L)));

        Assert.Equal("""["a", "b"]""", call.Text("array.map", map, "key"));
        Assert.Equal("2", call.Text("array.size", map));
    }

    [Fact]
    public void Ranges_are_lists_and_their_ends_cost_nothing()
    {
        var call = new TestCall();
        var endless = Value.From(new ValueRange(1, long.MaxValue));

        Assert.Equal("1", call.Text("array.first", endless));
        Assert.Equal("9223372036854775807", call.Text("array.last", endless));
        Assert.Equal("[1, 2, 3]", call.Text("array.limit", endless, 3));
        Assert.Equal("3|2|1", call.Text("array.join", Value.From(new ValueRange(3, 1)), "|"));
    }

    [Fact]
    public void What_is_no_list_is_refused() =>
        Assert.Equal("Unable to convert type `int` to `list`", new TestCall().Refusal("array.first", 5));
}
