using PostPurchase.Benchmarks.Mail;
using PostPurchase.Benchmarks.Templates;

switch (args.FirstOrDefault())
{
    case "messages": MessageBenchmark.Run(Console.Out); return 0;
    case "smtp": await SmtpBenchmark.RunAsync(Console.Out); return 0;
    case "templates": TemplateBenchmark.Run(Console.Out); return 0;
    default: await Console.Error.WriteLineAsync("which benchmark? messages, smtp, templates (the whole program is measured by: postpurchase bench)"); return 2;
}
