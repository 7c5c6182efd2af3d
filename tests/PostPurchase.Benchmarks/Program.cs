using PostPurchase.Benchmarks.Mail;

switch (args.FirstOrDefault())
{
    case "messages": MessageBenchmark.Run(Console.Out); return 0;
    default: Console.Error.WriteLine("which benchmark? messages"); return 2;
}
