using System.Diagnostics;
using System.Text.Json;

namespace PostPurchase.Mail.Tests;

/// <summary>Debian's Python as an independent reader: one process a call, JSON in, JSON out.</summary>
internal static class Python
{
    public const string Program = "/usr/bin/python3";
    public const string Dkim = "/usr/lib/python3/dist-packages/dkim/__init__.py";

    public static JsonElement Run(string script, object input)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("python did not start");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(JsonSerializer.Serialize(input));
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(errors.Result);
        return JsonSerializer.Deserialize<JsonElement>(output.Result);
    }
}
