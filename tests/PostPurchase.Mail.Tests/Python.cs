using System.Text.Json;
using PostPurchase.Testing;

namespace PostPurchase.Mail.Tests;

/// <summary>Debian's Python as an independent reader: one process a call, JSON in, JSON out.</summary>
internal static class Python
{
    public const string Program = "/usr/bin/python3";
    public const string Dkim = "/usr/lib/python3/dist-packages/dkim/__init__.py";

    public static async Task<JsonElement> RunAsync(string script, object input)
    {
        var end = await Child.RunAsync(Program, ["-c", script], JsonSerializer.SerializeToUtf8Bytes(input));
        return end.ExitCode == 0 ? JsonSerializer.Deserialize<JsonElement>(end.Out) : throw new InvalidOperationException(end.Error);
    }
}
