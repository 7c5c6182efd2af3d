using System.CommandLine;

namespace PostPurchase.Server.Commands;

internal static class SimulateCommand
{
    public static Command Create(Shell shell)
    {
        _ = shell;
        return Later.Command("simulate", "Plays events through all journeys in virtual time.");
    }
}
