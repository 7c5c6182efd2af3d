using System.CommandLine;
using System.Globalization;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Commands;

/// <summary><c>offers list</c>, <c>check</c>, <c>import</c>, <c>codes</c>, <c>evaluate</c> and <c>pull</c>: the catalogue, its coupon codes, and how well its choice would have done.</summary>
internal static class OffersCommand
{
    public static Command Create(Shell shell) => new("offers", "The catalogue, programs and coupon codes.") { List(shell), Check(shell), Import(shell), Codes(shell), Evaluate(shell), OffersPull.Create(shell) };

    private static Command List(Shell shell)
    {
        var (workflows, json) = (Options.Workflows(), Options.Json());
        var command = new Command("list", "Every offer: id, program, whether it may be mailed, stock, price, name.") { workflows, json };
        command.SetAction(parsed =>
        {
            var shelf = Shelf(shell, parsed.GetRequiredValue(workflows));
            foreach (var offer in shelf.Offers)
            {
                if (parsed.GetValue(json)) shell.Out.WriteLine(System.Text.Json.JsonSerializer.Serialize(OfferLine.Of(offer), CommandJson.Default.OfferLine));
                else shell.Out.WriteLine($"{offer.Id}  {offer.Program.Key}  {(offer.Program.EmailAllowed == EmailRule.Yes ? "mail" : "no mail")}  {(offer.InStock ? "in stock" : "out of stock")}  {offer.Price?.ToString() ?? "-"} {offer.Price?.Currency.Code}  {offer.Name}");
            }

            return Exit.Fine;
        });
        return command;
    }

    private static Command Check(Shell shell)
    {
        var workflows = Options.Workflows();
        var command = new Command("check", "Checks the files of offers, programs and coupon pools.") { workflows };
        command.SetAction(parsed =>
        {
            var shelf = Shelf(shell, parsed.GetRequiredValue(workflows));
            foreach (var problem in shelf.Problems) shell.Out.WriteLine(problem.ToString());
            foreach (var (pool, path) in shelf.CodeFiles.Where(file => !File.Exists(file.Path))) shell.Out.WriteLine($"{path}: error {Core.Journeys.Files.ProblemCode.UnknownReference} there is no such file, and the coupon pool `{pool}` names it");
            var isFine = !shelf.Problems.Any(problem => problem.IsError) && shelf.CodeFiles.All(file => File.Exists(file.Path));
            if (isFine) shell.Out.WriteLine($"{shelf.Offers.Count} offers, {shelf.Programs.Count} programs, {shelf.Pools.Count} coupon pools: no errors");
            return isFine ? Exit.Fine : Exit.Failed;
        });
        return command;
    }

    private static Command Import(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "A product feed: CSV, Google Shopping XML or JSON." };
        var program = new Option<string>("--program") { Description = "Key of the program that the products are of.", DefaultValueFactory = _ => OfferProgram.OwnKey };
        var store = new Option<string>("--store") { Description = "Key of the store whose feed it is.", DefaultValueFactory = _ => FeedProduct.UsualStore };
        var (data, workflows) = (Options.Data(), Options.Workflows());
        var command = new Command("import", "Takes a product feed; bad rows are set aside and told.") { file, program, store, data, workflows };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (path, key) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(program));
            // Products of a program that nobody wrote down would wait unseen for terms that never come.
            if (key != OfferProgram.OwnKey && Shelf(shell, parsed.GetRequiredValue(workflows)).ProgramKeys is var known && !known.Contains(key))
                throw CommandException.Failed($"--program {key}: no file of {parsed.GetRequiredValue(workflows)}/offers has such a program; there are {string.Join(", ", known)}");
            var reading = CatalogueFile.Read(Options.ReadText(shell, path));
            var folder = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data)));
            await using var database = Database.Open(folder.DatabaseFile, DataFolder.GuestNode);
            var foreign = await new CatalogueStore(database).SaveAsync((parsed.GetRequiredValue(store), key), reading.Items, shell.Now, cancellationToken);
            if (reading.Items.Count > foreign.Count) await File.WriteAllTextAsync(folder.CatalogueNews, "", CancellationToken.None);
            foreach (var row in reading.Refused) await shell.Error.WriteLineAsync($"{path}:{row.Line}: {row.Reason}");
            foreach (var id in foreign) await shell.Error.WriteLineAsync($"{path}: another program has the id `{id}` already");
            await shell.Out.WriteLineAsync($"taken {reading.Items.Count - foreign.Count}, set aside {reading.Refused.Count + foreign.Count}");
            return reading.Refused.Count + foreign.Count == 0 ? Exit.Fine : Exit.Failed;
        });
        return command;
    }

    private static Command Codes(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "Codes, one a line." };
        var pool = new Option<string>("--pool") { Description = "Key of the coupon pool.", Required = true };
        var (data, workflows) = (Options.Data(), Options.Workflows());
        var command = new Command("codes", "Adds codes to a coupon pool.") { file, pool, data, workflows };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (key, path) = (parsed.GetRequiredValue(pool), parsed.GetRequiredValue(file));
            var known = Shelf(shell, parsed.GetRequiredValue(workflows)).Pools;
            if (known.FirstOrDefault(one => one.Key == key) is not { } meant) throw CommandException.Failed($"--pool {key}: there is no such coupon pool; there are {string.Join(", ", known.Select(one => one.Key).DefaultIfEmpty("none"))}");
            if (!meant.IsUnique) throw CommandException.Failed($"--pool {key}: this pool has one code for everybody");
            await using var database = Database.Open(new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).DatabaseFile, DataFolder.GuestNode);
            var added = await new CouponStore(database).AddAsync(key, Options.ReadText(shell, path).Split('\n'), shell.Now, cancellationToken);
            foreach (var refused in added.Refused) await shell.Error.WriteLineAsync($"{path}:{refused.Line}: {refused.Reason}");
            await shell.Out.WriteLineAsync($"added {added.Added}, known already {added.Known}, refused {added.Refused.Count}");
            return added.Refused.Count == 0 ? Exit.Fine : Exit.Failed;
        });
        return command;
    }

    private static Command Evaluate(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "Purchases in order of time: events (.jsonl), purchases (.csv with order_id), or baskets (one a line, things separated by commas)." };
        var json = Options.Json();
        var command = new Command("evaluate", "How well what is bought together would have been guessed: learns from the first four fifths, guesses in the last.") { file, json };
        command.SetAction(parsed =>
        {
            var result = OfferEvaluation.Of(Baskets.Read(shell, parsed.GetRequiredValue(file)));
            if (result.Cases == 0) throw CommandException.Failed($"{parsed.GetRequiredValue(file)}: the last fifth has no basket of two or more things, so that there is nothing to guess");
            if (parsed.GetValue(json)) shell.Out.WriteLine(System.Text.Json.JsonSerializer.Serialize(result, CommandJson.Default.OfferEvaluation));
            else Tell(shell, result);
            return Exit.Fine;
        });
        return command;
    }

    private static void Tell(Shell shell, OfferEvaluation result)
    {
        shell.Out.WriteLine($"learnt from {result.Trained} baskets; one thing of each of {result.Cases} later baskets was to be guessed, three guesses");
        shell.Out.WriteLine($"evidence for {result.WithEvidence} of them: hit rate at 3 {Share(result.Hits, result.WithEvidence)}, best sellers on the same {Share(result.PopularHits, result.WithEvidence)}");
        shell.Out.WriteLine($"all of them, filled up with best sellers: {Share(result.AllHits, result.Cases)}, best sellers alone {Share(result.AllPopularHits, result.Cases)}");
        shell.Out.WriteLine(result.WithEvidence == 0 ? "no evidence: nothing here is bought together more often than chance has it" : result.Helps ? "what is bought together helps here" : $"no evidence that what is bought together helps here ({result.OnlyMeasured} cases for it, {result.OnlyPopular} against): say what goes together with `complements`");
    }

    private static string Share(int count, int of) => of == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / of:F1}% ({count} of {of})");

    private static OfferShelf Shelf(Shell shell, string workflows)
    {
        var folder = shell.PathOf(workflows);
        if (!Directory.Exists(folder)) throw CommandException.Failed($"{workflows}: there is no such folder");
        var shelf = new OfferShelf(folder);
        shelf.Reload();
        return shelf;
    }
}

internal sealed record OfferLine(string Id, string Program, string Name, string Url, string? Price, string? Currency, string? Category, bool InStock, bool MayBeMailed)
{
    public static OfferLine Of(Offer offer) => new(
        offer.Id, offer.Program.Key, offer.Name, offer.Url, offer.Price?.ToString(), offer.Price?.Currency.Code, offer.Category, offer.InStock, offer.Program is { EmailAllowed: EmailRule.Yes, IsOpen: true });
}
