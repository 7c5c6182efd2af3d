using Xunit;

namespace PostPurchase.Templates.Tests.Blocks;

/// <summary>A mail as blocks: read, changed and written back, with every other byte as it was.</summary>
public sealed class BlockListTests
{
    private const string Mail =
        "{{ product = purchase?.name ?? 'piece' }}\n{{ capture body }}\n" +
        "{{ include '_hero' kicker: 'New' title: (slots.title ?? \"Hello\") image: (slots.image ?? null) }}\n" +
        "  {{ include '_text' text: $\"About {product}\" }}   \n\n" +
        "{{ if offers.size > 0 }}\n{{ include '_rule' }}\n{{ include '_offers' most: 2 quiet: true }}\n{{ end }}\n" +
        "{{ # a note }}\n{{~ include '_help' ~}}\n{{ end }}\n{{ include '_base' body: body }}\n";

    private static readonly TemplateEngine Engine = new();

    [Fact]
    public void The_blocks_are_the_includes_of_the_content_in_order()
    {
        var blocks = Read(Mail).Blocks;

        Assert.Equal(["_hero", "_text", "_rule", "_offers", "_help"], blocks.Select(block => block.Partial));
        Assert.Equal([0, 1, 2, 2, 3], blocks.Select(block => block.Unit));
        Assert.Equal([null, null, "offers.size > 0", "offers.size > 0", null], blocks.Select(block => block.Condition));
        Assert.Equal([3, 4, 7, 8, 11], blocks.Select(block => block.Line));
    }

    [Fact]
    public void A_value_has_its_source_and_the_text_that_people_can_edit()
    {
        var blocks = Read(Mail).Blocks;

        Assert.Equal(new BlockValue("kicker", "'New'", "New", "New", null), blocks[0].Values[0]);
        Assert.Equal(new BlockValue("title", "(slots.title ?? \"Hello\")", "Hello", "Hello", null), blocks[0].Values[1]);
        Assert.Equal(new BlockValue("image", "(slots.image ?? null)", null, "", null), blocks[0].Values[2]);
        Assert.Null(blocks[1].Values[0].Text);
        Assert.Equal(["2", "true"], blocks[3].Values.Select(value => value.Text));
    }

    [Theory]
    [InlineData(0, "kicker", "It's \"big\"\n}}", "kicker: 'New'", "kicker: \"It's \\\"big\\\"\\n}}\"")]
    [InlineData(0, "title", "Ciao", "?? \"Hello\")", "?? \"Ciao\")")]
    [InlineData(0, "image", "x.png", "(slots.image ?? null)", "\"x.png\"")]
    [InlineData(4, "text", "Write", "'_help' ~}}", "'_help' text: \"Write\" ~}}")]
    public void A_text_replaces_the_value_or_its_fallback_and_nothing_else(int block, string field, string text, string before, string after)
    {
        var list = Done(Read(Mail).SetText(block, field, text));

        Assert.Equal(Mail.Replace(before, after, StringComparison.Ordinal), list.Source);
        Assert.Equal(text, list.Blocks[block].Values.Single(value => value.Name == field).Text);
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData("store.url", "store.url")]
    [InlineData("a ?? b", "(a ?? b)")]
    public void Code_is_put_in_parentheses_where_it_needs_them(string code, string expected) =>
        Assert.Equal(expected, Done(Read(Mail).SetCode(3, "most", code)).Blocks[3].Values[0].Source);

    [Fact]
    public void Code_that_is_no_expression_is_refused() => Assert.NotEmpty(Refused(Read(Mail).SetCode(3, "most", "1 +")));

    [Fact]
    public void A_cleared_field_is_gone_with_the_space_before_it() =>
        Assert.Equal(Mail.Replace(" most: 2", "", StringComparison.Ordinal), Done(Read(Mail).Clear(3, "most")).Source);

    [Fact]
    public void Moving_changes_places_and_leaves_what_lies_between()
    {
        var list = Done(Read(Mail).Move(4, 0));

        Assert.Equal(["_help", "_hero", "_text", "_rule", "_offers"], list.Blocks.Select(block => block.Partial));
        Assert.Contains("{{ capture body }}\n{{~ include '_help' ~}}\n  {{ include '_hero'", list.Source, StringComparison.Ordinal);
        Assert.Contains("{{ # a note }}\n{{ if offers.size > 0 }}\n", list.Source, StringComparison.Ordinal);
        Assert.Equal(Mail, Done(list.Move(0, 4)).Source);
    }

    [Fact]
    public void Blocks_of_one_if_move_together() =>
        Assert.Equal(["_rule", "_offers", "_hero", "_text", "_help"], Done(Read(Mail).Move(3, 0)).Blocks.Select(block => block.Partial));

    [Fact]
    public void A_removed_block_takes_its_line_with_it() =>
        Assert.Equal(Mail.Replace("  {{ include '_text' text: $\"About {product}\" }}   \n", "", StringComparison.Ordinal), Done(Read(Mail).Remove(1)).Source);

    [Fact]
    public void The_last_block_of_an_if_takes_the_if_with_it()
    {
        var list = Done(Done(Read(Mail).Remove(2)).Remove(2));
        Assert.DoesNotContain("offers", list.Source, StringComparison.Ordinal);
        Assert.Equal(["_hero", "_text", "_help"], list.Blocks.Select(block => block.Partial));
    }

    [Fact]
    public void A_hidden_block_stands_in_an_if_false_renders_nothing_and_comes_back_as_it_was()
    {
        var hidden = Done(Read(Mail).Hide(2));

        Assert.Equal([false, false, true, true, false], hidden.Blocks.Select(block => block.IsHidden));
        Assert.Equal("offers.size > 0", hidden.Blocks[2].Condition);
        Assert.Equal(Mail, Done(hidden.Show(3)).Source);
        Assert.DoesNotContain(new TemplateCheck(Engine, ModelShape.Any).Check(hidden.Source, "mail"), error => error.Code == ErrorCode.Unreachable);
    }

    [Theory]
    [InlineData(0, "{{ capture body }}\n{{ include \"_new\" }}\n{{ include '_hero'")]
    [InlineData(1, "  {{ include \"_new\" }}\n  {{ include '_text'")]
    [InlineData(5, "{{~ include '_help' ~}}\n{{ include \"_new\" }}\n{{ end }}")]
    public void A_new_block_gets_a_line_of_its_own(int at, string expected)
    {
        var list = Done(Read(Mail).Add(at, "_new"));
        Assert.Contains(expected, list.Source, StringComparison.Ordinal);
        Assert.Equal("_new", list.Blocks[at].Partial);
    }

    [Theory]
    [InlineData("", "{{ include \"a\" }}")]
    [InlineData("{{ capture b }}\n{{ end }}", "{{ capture b }}\n{{ include \"a\" }}\n{{ end }}")]
    [InlineData("{{ include 'z' }}", "{{ include 'z' }}\n{{ include \"a\" }}")]
    [InlineData("{{ include 'z' }}\r\n", "{{ include 'z' }}\r\n{{ include \"a\" }}\r\n")]
    [InlineData("<{{ # c }}{{ include 'z' }}", null)]
    public void A_new_block_goes_to_the_end_also_of_an_empty_mail(string source, string? expected)
    {
        var reading = BlockList.Read(Engine, source, "mail");
        if (expected is null) Assert.IsType<BlockReading.Refused>(reading);
        else Assert.Equal(expected, Done(((BlockReading.Listed)reading).List.Add(((BlockReading.Listed)reading).List.Blocks.Count, "a")).Source);
    }

    [Theory]
    [InlineData("{{ include 'a' }}\n<p>Hi</p>\n", 2, "text of its own")]
    [InlineData("{{ include 'a' }}\n{{ for x in y }}{{ include 'b' }}{{ end }}", 2, "is no include")]
    [InlineData("{{ include 'a'; include 'b' }}", 1, "more than one")]
    [InlineData("{{ if x }}{{ include 'a' }}{{ else }}{{ include 'b' }}{{ end }}", 1, "else")]
    [InlineData("{{ include name }}", 1, "by name")]
    [InlineData("{{ include 'a' }}\n{{ x. }}", 2, "plain identifier")]
    [InlineData("{{ capture a }}{{ end }}\n{{ capture b }}{{ end }}", 2, "more than one capture")]
    public void What_is_no_list_of_includes_is_refused_with_reason_and_line(string source, int line, string reason)
    {
        var refused = Assert.IsType<BlockReading.Refused>(BlockList.Read(Engine, source, "mail"));
        Assert.Equal(line, refused.Line);
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Edits_that_name_nothing_are_refused()
    {
        var list = Read(Mail);
        foreach (var edit in new[] { list.Remove(5), list.Move(0, 9), list.Add(-1, "a"), list.Add(0, ""), list.Hide(7), list.Show(0), list.Clear(0, "nope"), list.SetText(0, "a b", "x") })
            Assert.NotEmpty(Refused(edit));
    }

    private static BlockList Read(string source) => Assert.IsType<BlockReading.Listed>(BlockList.Read(Engine, source, "mail")).List;

    private static BlockList Done(BlockEdit edit) => Assert.IsType<BlockEdit.Done>(edit).List;

    private static string Refused(BlockEdit edit) => Assert.IsType<BlockEdit.Refused>(edit).Reason;
}
