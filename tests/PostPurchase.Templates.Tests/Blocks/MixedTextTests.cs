using Xunit;

namespace PostPurchase.Templates.Tests.Blocks;

/// <summary>Text with fields in it: written into the file as plain Scriban, read back as it was typed.</summary>
public sealed class MixedTextTests
{
    private static readonly TemplateEngine Engine = new();

    [Theory]
    [InlineData("Hi", "\"Hi\"")]
    [InlineData("", "\"\"")]
    [InlineData("Hi {{ customer.first_name }}", "$\"Hi {customer.first_name}\"")]
    [InlineData("Hi {{ customer.first_name ?? \"friend\" }}!", "$\"Hi {customer.first_name ?? 'friend'}!\"")]
    [InlineData("Hi {{ customer.first_name ?? \"it's\" }}", "$\"Hi {customer.first_name ?? 'it\\'s'}\"")]
    [InlineData("Hi {{ customer.first_name ?? \"a \\\"b\\\" \\\\\" }}", "$\"Hi {customer.first_name ?? 'a \\\"b\\\" \\\\'}\"")]
    [InlineData("{{ store.url }}", "store.url")]
    [InlineData("{{ purchase?.number ?? '' }}", "(purchase?.number ?? '')")]
    [InlineData("On {{ shipment.eta | date.to_string '%d' }} {{ x }}", "$\"On {shipment.eta | date.to_string '%d'} {x}\"")]
    [InlineData("{{ purchase.lines[0].name }} and more", "$\"{purchase.lines[0].name} and more\"")]
    [InlineData("A {brace}, a \"quote\", a \\ and\na line, {{ x }}", "$\"A \\{brace\\}, a \\\"quote\\\", a \\\\ and\\na line, {x}\"")]
    [InlineData("Open {{ and no end", "\"Open {{ and no end\"")]
    [InlineData("{{ '{{' }} x }}", "\"{{ x }}\"")]
    [InlineData("{{ '}}' }}{{ x }}", "$\"\\}\\}{x}\"")]
    public void Typed_text_is_written_as_plain_Scriban(string typed, string written)
    {
        var list = Done(Read("\"old\"").SetMixed(0, "text", typed));

        Assert.Equal($"{{{{ include '_text' text: {written} }}}}", list.Source);
    }

    [Theory]
    [InlineData("Hi {{ customer.first_name }}")]
    [InlineData("Hi {{ customer.first_name ?? 'friend' }}, {{ x }}")]
    [InlineData("A {brace} and {{ x }} and }}")]
    [InlineData("{{ store.url }}")]
    [InlineData("{{ '{{' }} x }}")]
    [InlineData("line\nline {{ x }} \"q\" \\ 'p'")]
    [InlineData("{ {{ x }} }")]
    [InlineData("{{{{ x")]
    public void What_was_typed_is_read_back_as_it_was_typed(string typed) =>
        Assert.Equal(typed, Done(Read("\"old\"").SetMixed(0, "text", typed)).Blocks[0].Values[0].Mixed);

    [Theory]
    [InlineData("Hi {{ customer.name }}", "Hi Jane")]
    [InlineData("{{ customer.name }}{{ customer.name }}", "JaneJane")]
    [InlineData("a {b} }} {{ customer.name }} \"c\" \\d", "a {b} }} Jane \"c\" \\d")]
    [InlineData("{{ '{{' }} customer.name }}", "{{ customer.name }}")]
    [InlineData("{{ customer.missing ?? \"no 'body'\" }}", "no 'body'")]
    public void It_renders_as_it_reads(string typed, string shown)
    {
        var source = Done(Read("\"old\"").SetMixed(0, "text", typed)).Source.Replace("include '_text' text:", "text =", StringComparison.Ordinal) + "{{ text }}";
        var model = new ValueObject();
        var customer = new ValueObject();
        customer.Set("name", Value.From("Jane"));
        model.Set("customer", Value.From(customer));

        Assert.Equal(shown, Engine.Parse(source, "mail.txt", ParseOptions.Text).Render(model));
    }

    [Theory]
    [InlineData("(slots.title ?? \"Hello\")", "Hello", "(slots.title ?? $\"New {x}\")")]
    [InlineData("(slots.title ?? $\"Hello {y}\")", "Hello {{ y }}", "(slots.title ?? $\"New {x}\")")]
    [InlineData("(slots.title ?? null)", "", "(slots.title ?? $\"New {x}\")")]
    [InlineData("(slots.title ?? hello)", "{{ hello }}", "(slots.title ?? $\"New {x}\")")]
    [InlineData("(purchase?.number ?? '')", "{{ purchase?.number ?? '' }}", "($\"New {x}\")")]
    [InlineData("$\"Order {purchase?.number ?? ''}\"", "Order {{ purchase?.number ?? '' }}", "$\"New {x}\"")]
    [InlineData("store.url", "{{ store.url }}", "$\"New {x}\"")]
    public void A_slot_stays_and_its_fallback_changes(string before, string read, string after)
    {
        var list = Read(before);

        Assert.Equal((read, null), (list.Blocks[0].Values[0].Mixed, list.Blocks[0].Values[0].WhyCode));
        Assert.Equal($"{{{{ include '_text' text: {after} }}}}", Done(list.SetMixed(0, "text", "New {{ x }}")).Source);
    }

    [Theory]
    [InlineData("(coupon ? 'a' : 'b')", "on a condition")]
    [InlineData("(choice_link 'good')", "calls `choice_link`")]
    [InlineData("$\"It is {a ? 'b' : 'c'}\"", "on a condition")]
    [InlineData("(a + b)", "`a + b`")]
    public void What_is_more_than_text_with_fields_says_why(string value, string why)
    {
        var read = Read(value).Blocks[0].Values[0];

        Assert.Null(read.Mixed);
        Assert.Contains(why, read.WhyCode, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hi {{ }}", "choose a field")]
    [InlineData("Hi {{ customer. }}", "is no field")]
    [InlineData("Hi {{ customer.\nname }}", "one line")]
    [InlineData("Hi {{ a ? b : c }}", "on a condition")]
    [InlineData("Hi {{ include 'x' }}", "calls `include`")]
    [InlineData("Hi {{ for x in y }}", "`for")]
    [InlineData("Hi {{ x = 1 }}", "no field")]
    public void What_is_no_field_is_refused_with_the_reason(string typed, string why)
    {
        var refused = Assert.IsType<BlockEdit.Refused>(Read("\"old\"").SetMixed(0, "text", typed));

        Assert.Contains(why, refused.Reason, StringComparison.Ordinal);
    }

    private static BlockList Read(string value) => Assert.IsType<BlockReading.Listed>(BlockList.Read(Engine, $"{{{{ include '_text' text: {value} }}}}", "mail.html")).List;

    private static BlockList Done(BlockEdit edit) => edit is BlockEdit.Refused refused ? throw new InvalidOperationException(refused.Reason) : ((BlockEdit.Done)edit).List;
}
