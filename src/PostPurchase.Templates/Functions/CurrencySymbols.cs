using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>How currencies are shown in a language, after CLDR 44: a sign that readers take for that currency, else the ISO code.</summary>
internal static class CurrencySymbols
{
    // Signs that are understood everywhere.
    private static readonly Dictionary<string, string> Wide = Read(
        "USD $|EUR €|GBP £|JPY ¥|INR ₹|KRW ₩|ILS ₪|VND ₫|PHP ₱|BRL R$|CAD CA$|AUD A$|NZD NZ$|MXN MX$|HKD HK$|TWD NT$|CNY CN¥|XAF FCFA|XOF F CFA|XPF CFPF");

    // Signs that only readers at home take for their own currency: by language, or by language and region.
    private static readonly Dictionary<string, string> AtHome = Read(
        "pl:PLN zł|cs:CZK Kč|sv:SEK kr|nb:NOK kr|nn:NOK kr|no:NOK kr|da:DKK kr.|hu:HUF Ft|tr:TRY ₺|ru:RUB ₽|uk:UAH ₴|bg:BGN лв.|is:ISK kr|zh:CNY ¥|" +
        "CA:CAD $|AU:AUD $|NZ:NZD $|SG:SGD $|HK:HKD HK$|MX:MXN $|AR:ARS $|CL:CLP $|CO:COP $|ZA:ZAR R|CA:USD US$|AU:USD US$|NZ:USD US$|SG:USD US$|" +
        "MX:USD USD|AR:USD US$|CL:USD US$|CO:USD US$");

    /// <summary>The sign or code for readers of a culture.</summary>
    public static string Of(string currency, CultureInfo culture)
    {
        var name = culture.Name;
        var hyphen = name.LastIndexOf('-');
        if (hyphen >= 0 && AtHome.TryGetValue($"{name[(hyphen + 1)..]}:{currency}", out var regional)) return regional;
        if (AtHome.TryGetValue($"{culture.TwoLetterISOLanguageName}:{currency}", out var own)) return own;
        return Wide.GetValueOrDefault(currency, currency);
    }

    private static Dictionary<string, string> Read(string cells)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cell in cells.Split('|'))
        {
            var space = cell.IndexOf(' ');
            all.Add(cell[..space], cell[(space + 1)..]);
        }
        return all;
    }
}
