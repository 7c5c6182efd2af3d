using System.Runtime.CompilerServices;

namespace PostPurchase.Templates;

/// <summary>Turns tokens into nodes. Collects every error; the depth of what it builds is bounded, since evaluation recurses.</summary>
internal sealed partial class Parser
{
    /// <summary>How deep expressions and blocks may be nested.</summary>
    internal const int MaxDepth = 200;

    private const int MaxErrors = 100;

    private readonly SourceText _source;
    private readonly List<Token> _tokens;
    private readonly FunctionLibrary _library;
    private readonly bool _isHtml;
    private readonly List<TemplateError> _errors = [];
    private int _at = -1;
    private int _newLineLevel;
    private int _depth;
    private bool _isStopped;
    private bool _isNamedValue;

    private Parser(SourceText source, List<Token> tokens, FunctionLibrary library, bool isHtml)
    {
        (_source, _tokens, _library, _isHtml) = (source, tokens, library, isHtml);
        Next();
    }

    /// <summary>Parses a template; the block holds what could be understood where there are errors.</summary>
    public static (BlockNode Body, IReadOnlyList<TemplateError> Errors) Template(SourceText source, FunctionLibrary library, bool isHtml)
    {
        var parser = new Parser(source, Lexer.Template(source.Text), library, isHtml);
        var body = parser.ParsePage();
        return (body, parser._errors);
    }

    /// <summary>Parses one bare expression.</summary>
    public static (ExpressionNode? Root, IReadOnlyList<TemplateError> Errors) Expression(SourceText source, FunctionLibrary library)
    {
        var parser = new Parser(source, Lexer.Code(source.Text), library, isHtml: false) { _newLineLevel = 1 };
        while (parser.Current.Kind == TokenKind.NewLine) parser.Next();
        var root = parser.ParseFull();
        if (root is null && !parser._isStopped) parser.Fail(parser.Current.Start, $"Expecting <expression> instead of `{parser.TextOf(parser.Current)}`");
        else if (parser.Current.Kind != TokenKind.End) parser.Stop(parser.Current.Start, $"Invalid token found `{parser.TextOf(parser.Current)}`. Expecting the end of the expression.");
        return (root, parser._errors);
    }

    private Token Current => _tokens[_at];

    private Token Previous => _tokens[_at - 1];

    private TokenKind PeekKind => _at + 1 < _tokens.Count ? _tokens[_at + 1].Kind : TokenKind.End;

    private void Next()
    {
        do
        {
            if (_at + 1 < _tokens.Count) _at++;
            if (Current.Problem is { } problem) Report(problem);
        }
        while (_newLineLevel > 0 && Current.Kind == TokenKind.NewLine);
    }

    private void Report(string problem)
    {
        if (_isStopped) return;
        Fail(Current.Start, problem);
        if (Current.Kind == TokenKind.Invalid) _isStopped = true;
    }

    private void SkipNewLines()
    {
        while (Current.Kind == TokenKind.NewLine) Next();
    }

    private bool IsKeyword(string word) => Current.Kind == TokenKind.Identifier && _source.Text.AsSpan(Current.Start, Current.End - Current.Start).SequenceEqual(word);

    private ReadOnlySpan<char> SpanOf(Token token) => _source.Text.AsSpan(token.Start, token.End - token.Start);

    private string TextOf(Token token) => token.Kind switch
    {
        TokenKind.NewLine => "\\n",
        TokenKind.End => "<eof>",
        TokenKind.CodeExit when token.End - token.Start == 3 => "}}",
        _ => SpanOf(token).ToString(),
    };

    /// <summary>Whether what follows begins right after what came before, without white space.</summary>
    private bool IsAdjacent => _at > 0 && Previous.End == Current.Start;

    private void Fail(int offset, string message, string? suggestion = null)
    {
        if (_errors.Count < MaxErrors) _errors.Add(_source.Error(offset, ErrorCode.Syntax, message, suggestion));
    }

    private void Fail(int offset, Construct construct, string message) =>
        Fail(offset, $"Error while parsing {construct.Name}: {message} in: {construct.Example}");

    private void Stop(int offset, string message)
    {
        if (!_isStopped) Fail(offset, message);
        _isStopped = true;
    }

    private bool EnterLevel()
    {
        // The count bounds the tree; the look at the stack is for threads with little of it.
        if (++_depth <= MaxDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack()) return true;
        Stop(Current.Start, $"The template is nested too deeply: more than {MaxDepth} levels");
        return false;
    }

    private void LeaveLevel() => _depth--;

    /// <summary>Ends a node here and notes its depth, which is bounded since evaluation recurses; the length of a chain (a + b + c ...) is not.</summary>
    private T Close<T>(T node, params ReadOnlySpan<Node?> children)
        where T : Node
    {
        node.End = _at > 0 ? Previous.End : node.Start;
        var first = (node as ChainNode)?.First;
        var depth = 0;
        foreach (var child in children)
        {
            if (child is not null && !ReferenceEquals(child, first)) depth = Math.Max(depth, child.Depth);
        }
        if (node is ChainNode chain) chain.Measure(depth);
        else node.Depth = Math.Max(node.Depth, 1 + depth);
        if (node.Depth > MaxDepth) Stop(node.Start, $"The template is nested too deeply: more than {MaxDepth} levels");
        return node;
    }

    private bool ExpectEndOfStatement()
    {
        if (Current.Kind is TokenKind.NewLine or TokenKind.CodeExit or TokenKind.Semicolon or TokenKind.End) return true;
        Stop(Current.Start, $"Invalid token found `{TextOf(Current)}`. Expecting <EOL>/end of line.");
        return false;
    }

    private ExpressionNode ExpectExpression(Construct construct, string what = "Expecting <expression>")
    {
        if (ParseFull() is { } expression) return expression;
        if (!_isStopped) Fail(Current.Start, construct, $"{what} instead of `{TextOf(Current)}`");
        return Nothing();
    }

    private LiteralNode Nothing() => new() { Source = _source, Start = Current.Start, End = Current.Start, Value = default };
}
