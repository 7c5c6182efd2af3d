using System.Globalization;
using Xunit;

namespace PostPurchase.Templates.Tests.Values;

public class ValueTests
{
    [Fact]
    public void A_decimal_keeps_its_scale() => Assert.Equal("59.90", Value.From(59.90m).ToString());

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-9223372036854775807.5")]
    [InlineData("-0.01")]
    [InlineData("0.000")]
    public void A_decimal_comes_back_as_it_was(string text)
    {
        var number = decimal.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(text, Value.From(number).AsDecimal().ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_date_keeps_its_offset()
    {
        var date = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-570));
        Assert.Equal(date.Offset, Value.From(date).AsDate().Offset);
        Assert.Equal(date, Value.From(date).AsDate());
    }

    [Fact]
    public void Only_null_and_false_are_false()
    {
        Assert.False(Value.Null.IsTrue);
        Assert.False(Value.False.IsTrue);
        Assert.True(Value.From(0).IsTrue);
        Assert.True(Value.EmptyString.IsTrue);
    }

    [Fact]
    public void A_value_is_sixteen_bytes() => Assert.Equal(16, System.Runtime.CompilerServices.Unsafe.SizeOf<Value>());

    [Fact]
    public void An_object_keeps_the_order_of_its_names()
    {
        var map = new ValueObject();
        for (var i = 0; i < 20; i++) map.Set($"n{i}", Value.From(i));
        map.Remove("n3");

        Assert.Equal("n4", map.NameAt(3));
        Assert.Equal(19, map["n19"].AsInt());
        Assert.False(map.Contains("n3"));
    }

    [Fact]
    public void An_object_of_a_shape_leaves_the_shape_when_a_member_is_added()
    {
        var shape = new ObjectShape("a", "b");
        var map = shape.Create(Value.From(1), Value.From(2));
        map.Set("c", Value.From(3));

        Assert.Equal(2, shape.Count);
        Assert.Equal(3, map.Count);
        Assert.Equal(2, map["b"].AsInt());
    }

    [Fact]
    public void A_model_from_JSON_is_frozen_and_keeps_decimals_exact()
    {
        var model = JsonModel.Parse("""{"price":59.90,"count":3,"lines":[{"name":"x"}]}"""u8).AsObject();

        Assert.Equal("59.90", model["price"].ToString());
        Assert.Equal(ValueKind.Int, model["count"].Kind);
        Assert.True(model["lines"].AsArray()[0].AsObject().IsFrozen);
    }

    [Fact]
    public void Values_that_are_read_later_are_read_once_and_only_where_they_are_asked_for()
    {
        var read = new List<int>();
        var unread = new ObjectShape("a", "b", "c").CreateUnread(at => { read.Add(at); return Value.From((long)at); });

        Assert.Equal((1L, 1L, 3), (unread["b"].AsInt(), unread.ValueAt(1).AsInt(), unread.Count));
        Assert.Equal([1], read);
        unread.Remove("a");
        Assert.Equal(("b", "c", 2L), (unread.NameAt(0), unread.NameAt(1), unread["c"].AsInt()));
        Assert.Equal([1, 0, 2], read);
    }

    [Fact]
    public void What_is_read_of_a_frozen_object_is_frozen_and_what_was_set_is_not_read()
    {
        var frozen = new ObjectShape("list").CreateUnread(_ => Value.From(new ValueArray(1))).Freeze();
        var changed = new ObjectShape("a", "b").CreateUnread(at => Value.From((long)at));
        changed.Set("a", Value.From(7L));
        changed.Set("z", Value.From(8L));

        Assert.True(frozen["list"].AsArray().IsFrozen);
        Assert.Equal((7L, 1L, 8L), (changed["a"].AsInt(), changed["b"].AsInt(), changed["z"].AsInt()));
    }
}
