using System.CommandLine;

namespace PostPurchase.Server.Commands;

internal static class DoctorCommand
{
    public static Command Create(Shell shell)
    {
        _ = shell;
        return Later.Command("doctor", "Checks settings, folders and the database.");
    }
}
