using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using PostPurchase.Core.Journeys.Files;

namespace PostPurchase.Server.Commands;

internal static class SchemaCommand
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Shell shell)
    {
        var command = new Command("schema", "Prints the JSON Schema of journeys, with every field of the model and every function.") { Options.AlwaysJson() };
        command.SetAction(_ => shell.Out.WriteLine(JourneySchema.Write().ToJsonString(s_readable)));
        return command;
    }
}
