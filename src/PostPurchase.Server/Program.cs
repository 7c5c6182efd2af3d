using PostPurchase.Server.Commands;

return await CommandLine.RunAsync(args, Shell.OfProcess());
