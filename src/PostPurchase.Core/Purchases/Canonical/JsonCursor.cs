using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>
/// A strict walk over one JSON text. The first problem sticks: from then on values are empty and loops end, and each enclosing loop
/// puts its key before the path. Syntax errors are <see cref="JsonException"/>s, caught where the walk starts. The text must be valid UTF-8.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> utf8)
{
    public const int MaxDepth = 32;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth };

    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private Utf8JsonReader _json = new(utf8, Strict);

    public string? Error { get; private set; }

    public string Path { get; private set; } = "";

    public readonly JsonTokenType Token => _json.TokenType;

    public bool Read() => _json.Read();

    public void Skip() => _json.Skip();

    public bool IsKey(ReadOnlySpan<byte> name) => IsSound() && _json.ValueTextEquals(name);

    public void Fail(string message, string path = "")
    {
        if (Error is not null) return;
        Error = message;
        Path = path;
    }

    /// <summary>Whether an object begins here; null counts as absent.</summary>
    public bool EnterObject() => Enter(JsonTokenType.StartObject, "an object");

    /// <summary>Whether a list begins here; null counts as absent.</summary>
    public bool EnterList() => Enter(JsonTokenType.StartArray, "a list");

    /// <summary>Moves to the value of the next key; false at the object's end and after a problem.</summary>
    public bool NextKey(KeySet keys, ref ulong seen, ref int key)
    {
        if (Error is not null)
        {
            Path = Joined(keys[key], Path);
            return false;
        }

        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject) return false;
        key = _json.ValueIsEscaped ? keys.Find(Encoding.UTF8.GetBytes(Name())) : keys.Find(_json.ValueSpan);
        if (key < 0)
        {
            var unknown = Name();
            Fail($"unknown key: {keys.Advice(unknown)}", unknown);
            return false;
        }

        if ((seen & (1UL << key)) != 0)
        {
            Fail("the key stands twice in this object", keys[key]);
            return false;
        }

        seen |= 1UL << key;
        _json.Read();
        return true;
    }

    /// <summary>Moves to the next item; false at the list's end and after a problem. The index starts at -1.</summary>
    public bool NextItem(ref int index)
    {
        if (Error is not null)
        {
            Path = Joined(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), Path);
            return false;
        }

        _json.Read();
        index++;
        return _json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>A string; null for null, and for one that is empty.</summary>
    public string? Text()
    {
        if (_json.TokenType == JsonTokenType.Null) return null;
        if (_json.TokenType != JsonTokenType.String) return Wrong<string>("a string");
        if (_json.ValueSpan.IsEmpty || !IsSound()) return null;
        return _json.GetString();
    }

    /// <summary>An id of at most 255 characters: a string, or a whole number taken digit by digit.</summary>
    public string? Id()
    {
        if (_json.TokenType == JsonTokenType.Number)
        {
            return _json.ValueSpan.IndexOfAny(".eE"u8) < 0
                ? Encoding.ASCII.GetString(_json.ValueSpan)
                : Wrong<string>("a string or a whole number");
        }

        if (_json.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) return Wrong<string>("a string or a whole number");
        var id = Text();
        return id is { Length: > 255 } ? Wrong<string>("at most 255 characters long") : id;
    }

    public bool? Flag()
    {
        if (_json.TokenType == JsonTokenType.Null) return null;
        if (_json.TokenType is JsonTokenType.True or JsonTokenType.False) return _json.GetBoolean();
        Fail($"must be true or false, not {Given()}");
        return null;
    }

    /// <summary>A decimal, as a JSON number or as a string.</summary>
    public decimal? Decimal()
    {
        if (_json.TokenType == JsonTokenType.Null) return null;
        if (_json.TokenType is (JsonTokenType.Number or JsonTokenType.String)
            && decimal.TryParse(
                _json.ValueSpan,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var number)
            && Math.Abs(number) <= Money.MaxRead) return number;
        Fail($"must be a decimal such as \"59.90\" within {Money.MaxRead}, not {Given()}");
        return null;
    }

    /// <summary>The raw text of the object here, checked to its bottom; <c>{}</c> for null.</summary>
    public FreeData Free()
    {
        if (!EnterObject()) return FreeData.Empty;
        var start = (int)_json.TokenStartIndex;
        var isEmpty = true;
        CheckObject(ref isEmpty);
        return isEmpty || Error is not null ? FreeData.Empty : new FreeData(Encoding.UTF8.GetString(_utf8[start..(int)_json.BytesConsumed]));
    }

    /// <summary>Looks ahead in the object that is being read for a later key whose value is a string, without moving.</summary>
    public readonly string? Later(ReadOnlySpan<byte> key)
    {
        var ahead = this;
        ahead._json.Skip();
        while (ahead._json.Read() && ahead._json.TokenType == JsonTokenType.PropertyName)
        {
            var found = ahead.IsKey(key);
            ahead._json.Read();
            if (found) return ahead.Text();
            ahead._json.Skip();
        }

        return null;
    }

    /// <summary>The value here as a message may quote it.</summary>
    public readonly string Given() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Null => "null",
        JsonTokenType.String => $"\"{Excerpt()}\"",
        _ => Excerpt(),
    };

    /// <summary>Checks the value here to its bottom.</summary>
    public void CheckValue()
    {
        var unused = false;
        if (_json.TokenType == JsonTokenType.String) IsSound();
        if (_json.TokenType == JsonTokenType.StartObject) CheckObject(ref unused);
        if (_json.TokenType != JsonTokenType.StartArray) return;
        for (var index = -1; NextItem(ref index);) CheckValue();
    }

    private void CheckObject(ref bool isEmpty)
    {
        string? first = null;
        HashSet<string>? names = null;
        while (Error is null && _json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var name = Name();
            if (first is null) first = name;
            else if (!(names ??= [first]).Add(name)) Fail("the key stands twice in this object", name);
            if (Error is not null) return;
            _json.Read();
            CheckValue();
            if (Error is not null) Path = Joined(name, Path);
        }
    }

    private bool IsSound()
    {
        if (!_json.ValueIsEscaped || JsonEscapes.Problem(_json.ValueSpan) is not { } problem) return true;
        Fail(problem);
        return false;
    }

    private string Name() => IsSound() ? _json.GetString()! : "";

    private bool Enter(JsonTokenType token, string expected)
    {
        if (_json.TokenType == token) return true;
        if (_json.TokenType != JsonTokenType.Null) Fail($"must be {expected}, not {Given()}");
        return false;
    }

    private T? Wrong<T>(string expected) where T : class
    {
        Fail($"must be {expected}, not {Given()}");
        return null;
    }

    private readonly string Excerpt() => Encoding.UTF8.GetString(_json.ValueSpan.Length <= 40 ? _json.ValueSpan : _json.ValueSpan[..40]);

    private static string Joined(string head, string tail) =>
        tail.Length == 0 ? head : tail[0] == '[' ? head + tail : $"{head}.{tail}";
}
