namespace PostPurchase.Engine.Tests.Learning;

/// <summary>A live journey of one mail, sent at once, whose subject is tested: <c>plain</c> against <c>picked</c>.</summary>
internal static class ATest
{
    /// <summary>The file of the journey.</summary>
    /// <param name="by">What the test says of its metric and how it decides: <c>metric: click</c>.</param>
    public static string By(string by) => $$"""
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - id: suggest
            email:
              template: thanks
              content: own
              subject: Hello
              experiments:
                - { name: subject, {{by}}, variants: { plain: { weight: 1 }, picked: { weight: 1, subject: Picked } } }
        """;
}
