using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests;

// The process whose disk a test makes fail: an order for each line, and what came of it.
if (args is ["accept-lines", var faulty])
{
    await using var own = Database.Open(faulty);
    var accept = new EventIntake(own, A.NoJourneys);
    while (Console.In.ReadLine() is { } id)
    {
        try
        {
            await accept.AcceptAsync(A.Delivery(A.Order(A.Purchase(id), A.Customer($"{id}@example.com"), $"evt-{id}")), A.Noon);
            Console.Out.WriteLine("stored");
        }
        catch (StorageUnavailableException)
        {
            Console.Out.WriteLine("unavailable");
        }
    }

    return 0;
}

// The test platform loads the tests itself; started as a program this is the process that the crash test kills.
if (args is not ["accept-until-killed", var file]) return 2;
// Its input ends with whoever started it: where that was killed itself, nobody else would kill this.
new Thread(() =>
{
    while (Console.In.ReadLine() is not null) { }
    Environment.Exit(1);
}) { IsBackground = true }.Start();
var database = Database.Open(file);
var intake = new EventIntake(database, A.OneJourney(database));
await new EnrollmentStore(database).AddVersionAsync(A.Journey(), A.Noon);
var next = 0;
await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
{
    while (true)
    {
        var id = $"crash-{Interlocked.Increment(ref next)}";
        await intake.AcceptAsync(A.Delivery(A.Order(A.Purchase(id), A.Customer($"{id}@example.com"), $"evt-{id}")), A.Noon);
        Console.Out.WriteLine(id);
    }
})));
return 0;
