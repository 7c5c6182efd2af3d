using System.CommandLine;

namespace PostPurchase.Server.Commands;

internal static class SendTestCommand
{
    public static Command Create(Shell shell)
    {
        _ = shell;
        return Later.Command("send-test", "Sends one real message.");
    }
}
