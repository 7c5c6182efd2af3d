using PostPurchase.Core.Journeys.Files;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>A text that is no YAML is told of once, in the line in which to look.</summary>
public sealed class BrokenTextTests
{
    private const string Sound = """
        journey: hello
        name: Hello
        trigger: { on: purchase }
        steps:
          - id: thanks
            email:
              template: thanks
              content: transactional
              subject: "Hi"
          - id: rest
            wait: { for: 1d }

        """;

    [Theory]
    [InlineData("\u0089PNG\r\n\u001a\n\0\0", 2, 1)]
    [InlineData("journey: a\n# \u0001\n", 2, 3)]
    public void What_is_no_text_is_told_as_that(string text, int line, int column)
    {
        var problem = Assert.Single(JourneyFile.Read("hello.yaml", text, FileCatalog.Open).Problems);

        Assert.Equal((ProblemCode.Syntax, line, column), (problem.Code, problem.Line, problem.Column));
        Assert.StartsWith("this is no text", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_to_do_is_no_word_that_was_meant()
    {
        var journey = Sound.Replace("\"Hi\"", "\"{{ if purchase }}Hi\"", StringComparison.Ordinal);

        var problem = Assert.Single(JourneyFile.Read("hello.yaml", journey, FileCatalog.Open).Problems);

        Assert.EndsWith("; close with `end` what line 1 opens", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subject: \"Hi\"", "subject: \"Hi", 9)]
    [InlineData("{ on: purchase }", "{ on: purchase", 3)]
    [InlineData("template: thanks", "template: thanks: yes", 7)]
    [InlineData("      content: transactional", "\tcontent: transactional", 8)]
    public void The_line_is_the_one_in_which_to_look(string sound, string broken, int line)
    {
        var problem = Assert.Single(JourneyFile.Read("hello.yaml", Sound.Replace(sound, broken, StringComparison.Ordinal), FileCatalog.Open).Problems);

        Assert.Equal((ProblemCode.Syntax, line), (problem.Code, problem.Line));
        Assert.StartsWith("this is not YAML: ", problem.Message, StringComparison.Ordinal);
    }
}
