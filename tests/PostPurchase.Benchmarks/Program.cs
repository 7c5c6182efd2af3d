using PostPurchase.Benchmarks.Delivery;
using PostPurchase.Benchmarks.Mail;
using PostPurchase.Benchmarks.Storage;
using PostPurchase.Benchmarks.Templates;

switch (args.FirstOrDefault())
{
    case "delivery": await DeliveryBenchmark.RunAsync(Console.Out); return 0;
    case "intake": IntakeBenchmark.Run(Console.Out); return 0;
    case "messages": MessageBenchmark.Run(Console.Out); return 0;
    case "smtp": await SmtpBenchmark.RunAsync(Console.Out); return 0;
    case "templates": TemplateBenchmark.Run(Console.Out); return 0;
    default: await Console.Error.WriteLineAsync("which benchmark? delivery, intake, messages, smtp, templates"); return 2;
}
