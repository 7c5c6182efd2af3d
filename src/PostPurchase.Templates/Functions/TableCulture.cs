using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>A culture with its own name on a machine that knows only the invariant one.</summary>
internal sealed class TableCulture : CultureInfo
{
    private readonly string _name;

    public TableCulture(string name)
        : base(string.Empty, useUserOverride: false) => _name = name;

    public override string Name => _name;

    public override string TwoLetterISOLanguageName => _name.Split('-')[0];
}
