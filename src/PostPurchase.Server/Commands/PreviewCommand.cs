using System.CommandLine;

namespace PostPurchase.Server.Commands;

internal static class PreviewCommand
{
    public static Command Create(Shell shell)
    {
        _ = shell;
        return Later.Command("preview", "Renders one message.");
    }
}
