namespace PostPurchase.Templates;

/// <summary>A piece of the source from <paramref name="Start"/> up to and without <paramref name="End"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first offset.</param>
/// <param name="End">The offset after it.</param>
/// <param name="Detail">For code marks the white-space control ('-', '~' or none); for text whether it begins a line (1).</param>
/// <param name="Problem">What the lexer has against it; reported when the parser comes to it.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, char Detail = '\0', string? Problem = null);
