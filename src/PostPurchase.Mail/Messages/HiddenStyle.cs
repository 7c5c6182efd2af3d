namespace PostPurchase.Mail.Messages;

/// <summary>Inline styles that keep an element's text from being seen.</summary>
internal static class HiddenStyle
{
    private static readonly string[] Hiding =
        ["display:none", "visibility:hidden", "opacity:0", "max-height:0", "text-indent:-9", "left:-9", "top:-9"];

    /// <summary>True when a declaration of <paramref name="style"/> hides. <c>font-size:0</c> is not among them: wrappers use it to close gaps and set it again inside.</summary>
    public static bool IsHidden(ReadOnlySpan<char> style)
    {
        foreach (var part in style.Split(';'))
        {
            var declaration = style[part].ToString().Replace(" ", "", StringComparison.Ordinal);
            foreach (var hiding in Hiding)
            {
                if (!declaration.StartsWith(hiding, StringComparison.OrdinalIgnoreCase)) continue;
                var rest = declaration.AsSpan(hiding.Length);
                if (!hiding.EndsWith('0') || !rest.StartsWith('.')) return true; // opacity:0.9 is seen
            }
        }
        return false;
    }
}
