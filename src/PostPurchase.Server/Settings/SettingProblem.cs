namespace PostPurchase.Server.Settings;

/// <summary>What is wrong with the settings, for people: the app says the place in words, and the name in small for who writes files.</summary>
/// <param name="Setting">Name, such as <c>Store:PostalAddress</c>; null where it is about none.</param>
/// <param name="Text">What was wrong and what was expected, without the name.</param>
internal sealed record SettingProblem(string? Setting, string Text)
{
    private const string Mark = "setting ";

    /// <summary>Takes a line such as <c>setting Store:Url: 'x': expected ...</c> apart.</summary>
    public static SettingProblem Of(string line)
    {
        var text = line.StartsWith(Mark, StringComparison.Ordinal) ? line[Mark.Length..] : line;
        var end = text.IndexOf(": ", StringComparison.Ordinal);
        if (end <= 0 || text.AsSpan(0, end).IndexOfAny(" '\"") >= 0 || !text[..end].Contains(':', StringComparison.Ordinal)) return new(null, text);
        return new(SettingsFile.Short(text[..end]), text[(end + 2)..]);
    }

    /// <summary>That a setting is said elsewhere, which counts first.</summary>
    public static SettingProblem SetOutside(string setting, string where) => new(setting, $"set {where}, which counts first: change it there and start the server again");
}
