using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>The version of a plan: a hash of what it does, whatever the file's comments, order of keys and spelled-out defaults.</summary>
internal static class PlanVersion
{
    private static readonly HashSet<string> NotBehaviour = [nameof(JourneyPlan.Status), nameof(JourneyPlan.Name), nameof(JourneyPlan.Version), "EqualityContract"];

    /// <summary>SHA-256 over the normalised plan, 64 lower-case hex digits.</summary>
    public static string Of(JourneyPlan plan)
    {
        var text = new StringBuilder();
        Write(text, plan, isRoot: true);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // Reflection over our own records, once a file: a property that is added later counts by itself and cannot be forgotten.
    private static void Write(StringBuilder text, object? value, bool isRoot = false)
    {
        switch (value)
        {
            case null: text.Append('~'); break;
            case string known: text.Append('"').Append(known.Length).Append(':').Append(known).Append('"'); break;
            case Enum or IFormattable: text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)); break;
            case bool flag: text.Append(flag ? '1' : '0'); break;
            case IDictionary map: WriteMap(text, map); break;
            case IEnumerable list: WriteList(text, list); break;
            default: WriteRecord(text, value, isRoot); break;
        }
    }

    private static void WriteMap(StringBuilder text, IDictionary map)
    {
        text.Append('{');
        foreach (var key in map.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            text.Append(key).Append('=');
            Write(text, map[key]);
            text.Append(';');
        }

        text.Append('}');
    }

    private static void WriteList(StringBuilder text, IEnumerable list)
    {
        text.Append('[');
        foreach (var item in list)
        {
            Write(text, item);
            text.Append(',');
        }

        text.Append(']');
    }

    private static void WriteRecord(StringBuilder text, object record, bool isRoot)
    {
        var type = record.GetType();
        text.Append(type.Name).Append('(');
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (property.GetIndexParameters().Length > 0 || (isRoot && NotBehaviour.Contains(property.Name))) continue;
            text.Append(property.Name).Append('=');
            Write(text, property.GetValue(record));
            text.Append(';');
        }

        text.Append(')');
    }
}
