namespace PostPurchase.Core.Journeys;

/// <summary>A text field of a journey file: one template, or one for each language.</summary>
public sealed record LocalizedText
{
    /// <summary>The same template for every language.</summary>
    public LocalizedText(string text) => Texts = new Dictionary<string, string> { [""] = text };

    /// <summary>Templates by language (<c>de</c>, <c>en</c>), in file order; the first is for all other languages.</summary>
    public LocalizedText(IReadOnlyDictionary<string, string> texts) => Texts = texts;

    /// <summary>Templates by language; the key is empty where one text serves all.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>The template for a locale such as <c>de-AT</c>: the exact one, that of its language, or the first.</summary>
    public string For(string? locale)
    {
        if (locale is not null)
        {
            if (Texts.TryGetValue(locale, out var exact)) return exact;
            if (Texts.TryGetValue(locale.Split('-', 2)[0], out var language)) return language;
        }

        return Texts.Values.First();
    }

    /// <inheritdoc/>
    public bool Equals(LocalizedText? other) => other is not null && Texts.SequenceEqual(other.Texts);

    /// <inheritdoc/>
    public override int GetHashCode() => Texts.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));
}
