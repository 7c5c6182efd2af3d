using System.CommandLine;

namespace PostPurchase.Server.Commands;

internal static class BenchCommand
{
    public static Command Create(Shell shell)
    {
        _ = shell;
        return Later.Command("bench", "Measures this machine.");
    }
}
