using PostPurchase.Benchmarks.Mail;
using PostPurchase.Benchmarks.Storage;

switch (args.FirstOrDefault())
{
    case "intake": IntakeBenchmark.Run(Console.Out); return 0;
    case "messages": MessageBenchmark.Run(Console.Out); return 0;
    default: Console.Error.WriteLine("which benchmark? intake, messages"); return 2;
}
