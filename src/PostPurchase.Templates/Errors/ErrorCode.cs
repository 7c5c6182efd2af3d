namespace PostPurchase.Templates;

/// <summary>The words of <see cref="TemplateError.Code"/>.</summary>
public static class ErrorCode
{
    /// <summary>The text is not a template.</summary>
    public const string Syntax = "syntax";

    /// <summary>A name or member is unknown, or cannot be read or set.</summary>
    public const string Member = "member";

    /// <summary>A function was called with wrong arguments, or refuses them.</summary>
    public const string Call = "call";

    /// <summary>A value is of the wrong kind for what is done with it.</summary>
    public const string Type = "type";

    /// <summary>The budget of the render is used up.</summary>
    public const string Limit = "limit";

    /// <summary>A partial is missing or cannot be parsed.</summary>
    public const string Include = "include";

    /// <summary>A value stands where it cannot be written safely.</summary>
    public const string Unsafe = "unsafe";

    /// <summary>A value that can be missing is used without a fallback.</summary>
    public const string Null = "null";

    /// <summary>A branch or statement that is never reached, or a condition that decides nothing.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>What was left out on purpose.</summary>
    public const string NotAvailable = "not-available";
}
