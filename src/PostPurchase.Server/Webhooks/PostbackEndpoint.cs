using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Webhooks;

/// <summary>
/// <c>GET|POST /postbacks/{network}/{secret}</c>: a network reports conversions. The parameters may be in the query, a form or a JSON body; Awin puts JSON
/// into one field of a form, ClickBank encrypts its own. Networks do not sign, so the address is the secret: a wrong one looks like no address at all.
/// Of a list each row is taken and answered alone; what cannot be read of it is kept.
/// </summary>
internal static class PostbackEndpoint
{
    private const string AwinField = "AwinTransactionPush";
    private const string ClickBank = "clickbank";
    private const int MostFields = 200;
    private const int MostReasons = 5;
    private static readonly string[] s_methods = ["GET", "POST"];

    public static void MapPostbacks(this WebApplication app) => app.MapMethods("/postbacks/{network}/{secret}", s_methods, TakeAsync).ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(
        HttpContext context, string network, string secret, RunnerService runner, RefusedHooks refused, TimeProvider clock, ILogger<ConversionIntake> log)
    {
        if (!runner.Engine.Commission.Networks.TryGetValue(network, out var account) || account.Secret is not { } expected || !Same(secret, expected)) return Results.NotFound();
        if (await RequestBody.ReadAsync(context.Request, HookEndpoint.MostBytes) is not { } body) return Answer.Error(StatusCodes.Status413PayloadTooLarge, $"the body is longer than {HookEndpoint.MostBytes} bytes");
        var (now, source) = (clock.Now(), ConversionNews.Source + account.Name);
        var (rows, problem) = Read(context.Request, body, account);
        if (problem is not null)
        {
            refused.Add(new(now, source, StatusCodes.Status400BadRequest, $"{problem.Field} {problem.Message}".TrimStart(), body.Length));
            return Answer.Error(StatusCodes.Status400BadRequest, problem.Message, problem.Field.Length == 0 ? null : problem.Field);
        }

        // Not cancelled when the network hangs up: it would only send the same again.
        var reports = rows.Select(row => row.Reading).OfType<ReportReading.Sound>().Select(sound => sound.Report).ToList();
        var outcomes = await runner.Engine.Conversions.AcceptAsync(reports, ReportWay.Postback, now, account.Store, CancellationToken.None);
        if (rows.FindAll(row => row.Why is not null) is { Count: > 0 } bad)
        {
            Log.RowsSetAside(log, bad.Count, account.Name, bad[0].Why!);
            await runner.Intake.AcceptAsync(SetAside(context.Request, source, body, bad), now, CancellationToken.None);
        }

        var held = outcomes.Count(outcome => outcome == ConversionOutcome.Held);
        if (held > 0) Log.CommissionHeld(log, held, account.Name);
        if (outcomes.Any(outcome => outcome == ConversionOutcome.Recorded)) runner.WakeUp();
        return rows.Exists(row => row.IsOfList) ? TypedResults.Json(new EventListAnswer(EachAlone(rows, outcomes)), ApiJson.Default.EventListAnswer) : One(outcomes);
    }

    // What is wrong where it is no list is wrong with all of it.
    private static (List<PostbackRow> Rows, ReportReading.Bad? Problem) Read(HttpRequest request, ReadOnlyMemory<byte> body, NetworkSettings account)
    {
        try
        {
            var reader = account.Reader();
            var rows = Rows(request, body, account, reader.Dialect).Select(row => PostbackRow.Read(row, reader)).ToList();
            return (rows, rows is [{ IsOfList: false, Reading: ReportReading.Bad bad }] ? bad : null);
        }
        catch (Exception problem) when (problem is FormatException or InvalidDataException)
        {
            return ([], new("", problem.Message));
        }
    }

    private static JsonHttpResult<HookAnswer> One(IReadOnlyList<ConversionOutcome> outcomes)
    {
        var outcome = outcomes.Count == 0 ? "ignored" : Form.Word(outcomes[0]);
        return TypedResults.Json(new HookAnswer(outcome, outcomes.Contains(ConversionOutcome.Held) ? "the amount is over the cap; it counts when somebody lets it" : null), ApiJson.Default.HookAnswer);
    }

    private static List<EventAnswer> EachAlone(List<PostbackRow> rows, IReadOnlyList<ConversionOutcome> outcomes)
    {
        var next = 0;
        return rows.ConvertAll(row => row.Reading switch
        {
            ReportReading.Bad bad => new EventAnswer(row.Id, StatusCodes.Status400BadRequest, null, bad.Message, $"{row.Place}.{bad.Field}"),
            ReportReading.Ignored => new EventAnswer(row.Id, StatusCodes.Status200OK, "ignored", null, null),
            _ => new EventAnswer(row.Id, StatusCodes.Status200OK, Form.Word(outcomes[next++]), null, null),
        });
    }

    // The network hears that its list arrived and will not send it again: what nobody could read of it stays, with places and reasons, once.
    private static Delivery SetAside(HttpRequest request, string source, ReadOnlyMemory<byte> body, List<PostbackRow> bad)
    {
        var kept = body.IsEmpty ? Encoding.UTF8.GetBytes(request.QueryString.Value ?? "") : body;
        var more = bad.Count > MostReasons ? $"; and {bad.Count - MostReasons} more" : "";
        return new()
        {
            Source = source,
            DeliveryId = Convert.ToHexStringLower(SHA256.HashData(kept.Span)),
            Body = kept,
            Events = [],
            Topic = string.Join("; ", bad.Take(MostReasons).Select(row => row.Why)) + more,
        };
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
        return push is not null ? ReportText.Json(push, dialect) : NaturalKeys.Put([("the parameters", new ReportRow("the parameters", fields))], dialect);
    }
}
