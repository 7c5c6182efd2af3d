using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Webhooks;

/// <summary>
/// <c>GET|POST /postbacks/{network}/{secret}</c>: a network reports conversions. The parameters may be in the query, a form or a JSON body; Awin puts JSON
/// into one field of a form, ClickBank encrypts its own. Networks do not sign, so the address is the secret: a wrong one looks like no address at all.
/// </summary>
internal static class PostbackEndpoint
{
    private const string AwinField = "AwinTransactionPush";
    private const string ClickBank = "clickbank";
    private const int MostFields = 200;
    private static readonly string[] s_methods = ["GET", "POST"];

    public static void MapPostbacks(this WebApplication app) => app.MapMethods("/postbacks/{network}/{secret}", s_methods, TakeAsync).ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(HttpContext context, string network, string secret, RunnerService runner, TimeProvider clock, ILogger<ConversionIntake> log)
    {
        if (!runner.Engine.Commission.Networks.TryGetValue(network, out var account) || account.Secret is not { } expected || !Same(secret, expected)) return Results.NotFound();
        if (await RequestBody.ReadAsync(context.Request, HookEndpoint.MostBytes) is not { } body) return Answer.Error(StatusCodes.Status413PayloadTooLarge, $"the body is longer than {HookEndpoint.MostBytes} bytes");
        var reader = account.Reader();
        var reports = new List<ConversionReport>();
        try
        {
            foreach (var (place, row) in Rows(context.Request, body, account, reader.Dialect))
            {
                switch (row is null ? new ReportReading.Bad(place, "has too few or too many values") : reader.Read(row))
                {
                    case ReportReading.Sound sound: reports.Add(sound.Report); break;
                    case ReportReading.Bad bad: return Answer.Error(StatusCodes.Status400BadRequest, bad.Message, bad.Field);
                }
            }
        }
        catch (Exception problem) when (problem is FormatException or InvalidDataException)
        {
            return Answer.Error(StatusCodes.Status400BadRequest, problem.Message);
        }

        // Not cancelled when the network hangs up: it would only send the same again.
        var outcomes = await runner.Engine.Conversions.AcceptAsync(reports, ReportWay.Postback, clock.Now(), CancellationToken.None);
        var held = outcomes.Count(outcome => outcome == ConversionOutcome.Held);
        if (held > 0) Log.CommissionHeld(log, held, account.Name);
        if (outcomes.Any(outcome => outcome == ConversionOutcome.Recorded)) runner.WakeUp();
        var status = held > 0 ? "held" : outcomes.Any(outcome => outcome == ConversionOutcome.Recorded) ? "recorded" : outcomes.Count == 0 ? "ignored" : "known";
        return TypedResults.Json(new HookAnswer(status, held > 0 ? "the amount is over the cap; it counts when somebody lets it" : null), ApiJson.Default.HookAnswer);
    }

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    private static IReadOnlyList<(string Place, ReportRow? Row)> Rows(HttpRequest request, ReadOnlyMemory<byte> body, NetworkSettings account, NetworkDialect dialect)
    {
        var fields = request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())).ToList();
        var text = new UTF8Encoding(false, throwOnInvalidBytes: false).GetString(body.Span);
        if (account.Network == ClickBank && ClickBankNotice.Read(text) is { } notice)
            return ReportText.Json(ClickBankNotice.Open(notice, account.NoticeKey ?? throw new FormatException($"the notice is encrypted: set Networks:{account.Name}:NoticeKey to the secret key of the ClickBank account")), dialect);
        // Whoever set a key wants nothing that was not sealed with it.
        if (account.NoticeKey is not null) throw new FormatException("expected an encrypted notice, {\"notification\",\"iv\"}");
        if (text.AsSpan().TrimStart() is ['{' or '[', ..]) return ReportText.Json(text, dialect);
        if (text.Length > 0)
        {
            using var reader = new FormReader(text) { ValueCountLimit = MostFields };
            fields.AddRange(reader.ReadForm().Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())));
        }

        var push = fields.Find(field => field.Key.Equals(AwinField, StringComparison.OrdinalIgnoreCase)).Value;
        return push is not null ? ReportText.Json(push, dialect) : [("the parameters", new ReportRow("the parameters", fields))];
    }
}
