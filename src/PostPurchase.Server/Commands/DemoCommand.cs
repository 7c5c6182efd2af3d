using System.CommandLine;

namespace PostPurchase.Server.Commands;

internal static class DemoCommand
{
    public static Command Create(Shell shell)
    {
        _ = shell;
        return Later.Command("demo", "Shows everything on sample data, with captured mail.");
    }
}
