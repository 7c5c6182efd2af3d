using System.Text;

namespace PostPurchase.Mail.Feedback;

/// <summary>The names that are stored, printed and sent: snake_case, never changed once released.</summary>
public static class FeedbackNames
{
    private static readonly string[] Reasons = SnakeCase<BounceReason>();
    private static readonly string[] Actions = SnakeCase<BounceAction>();

    /// <summary>For instance <c>address_unknown</c>.</summary>
    public static string ToName(this BounceReason reason) => Reasons[(int)reason];

    /// <summary>For instance <c>pause_domain</c>.</summary>
    public static string ToName(this BounceAction action) => Actions[(int)action];

    private static string[] SnakeCase<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(SnakeCase)];

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
