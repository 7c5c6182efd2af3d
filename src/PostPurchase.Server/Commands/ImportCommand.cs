using System.CommandLine;

namespace PostPurchase.Server.Commands;

internal static class ImportCommand
{
    public static Command Create(Shell shell)
    {
        _ = shell;
        return Later.Command("import", "Loads history.");
    }
}
