using System.Text;
using System.Text.Json;
using PostPurchase.Testing;

namespace PostPurchase.EndToEnd;

/// <summary>Texts that would run where a page takes them for markup, and a shop in which stores, customers, affiliates and marketers have written them wherever they can.</summary>
internal static class HostileTexts
{
    public const string Network = "impact";
    public const string Secret = "a-secret-of-our-own-1";

    private static readonly Func<int, JsonElement, bool> s_taken = (status, _) => status == 200;

    // Long enough to be few, short enough for every field.
    private const int MostInOne = 180;

    /// <summary>Our own; each calls <c>alert</c>, or makes an element of the class <c>canary</c>.</summary>
    public static IReadOnlyList<string> Ours { get; } =
    [
        "<script>alert('script')</script>",
        "\"><img class=canary src=x onerror=alert('img')>",
        "'><svg class=canary onload=alert('svg')>",
        "</textarea></title></script><b class=canary onmouseover=alert(1)>",
        "javascript:alert('url')",
        "JaVaScRiPt:alert('mixed')//https://shop.example",
        "data:text/html,<script>alert('data')</script>",
        "<iframe class=canary srcdoc=\"<script>parent.alert('frame')</script>\"></iframe>",
        "<a class=canary href=javascript:alert('link')>press</a>",
        "<math><mtext><table><mglyph><style><img class=canary src=x onerror=alert('math')>",
        "{{ '<b class=canary>' }}${alert('template')}#{alert(2)}",
        "<style>@import 'javascript:alert(3)';</style><base class=canary href=//evil.example>",
        "]]><!--><img class=canary src=x onerror=alert('comment')>-->",
        "\u2028<form class=canary action=javascript:alert('form')><button>x",
    ];

    /// <summary>The Big List of Naughty Strings, several in one text.</summary>
    public static IReadOnlyList<string> Naughty()
    {
        var (texts, text) = (new List<string>(), new StringBuilder());
        foreach (var one in JsonSerializer.Deserialize<List<string>>(File.ReadAllText(Conformance.PathTo("corpora", "blns.json")))!)
        {
            if (text.Length > 0 && text.Length + one.Length > MostInOne)
            {
                texts.Add(text.ToString());
                text.Clear();
            }

            text.Append(one).Append(' ');
        }

        return [.. texts, text.ToString()];
    }

    /// <summary>A journey that mails at once and one that shows every text in a step; a program and a pool of coupons.</summary>
    public static (string File, string Text)[] Files(IReadOnlyList<string> texts) =>
    [
        ("hostile.yaml", $$$"""
            journey: hostile
            name: {{{Quoted(texts[0])}}}
            status: live
            trigger: { on: purchase }
            steps:
              - { id: mail, email: { template: order-confirmation, content: transactional, subject: "{{ customer.first_name }} {{ purchase.number }}" } }
              - { id: rest, wait: { for: 30d } }
            """),
        ("many.yaml", $"journey: many\nname: Many\nstatus: draft\ntrigger: {{ on: purchase }}\nsteps:\n" + string.Concat(texts.Select((text, i) =>
            $"  - {{ id: mail-{i}, email: {{ template: thank-you-note, content: own, subject: {Quoted(text.Replace("{{", "{ {", StringComparison.Ordinal))} }} }}\n")) + $"  - {{ id: leave, exit: {{ reason: {Quoted(texts[1])} }} }}\n"),
        ("offers/partner.yaml", $"program: partner\nname: {Quoted(texts[1])}\nnetwork: {Network}\nlink: \"https://partner.example/?u={{{{ url }}}}&subid1={{{{ token }}}}\"\ncommission: {{ percent: 5 }}\n"),
        ("offers/pools.yaml", $"coupons:\n  - pool: hostile\n    summary: {Quoted(texts[0])}\n    valid_for: 14d\n"),
    ];

    /// <summary>Writes each text into everything that the API takes, at most as long as a field may be. Gives what was answered otherwise than it should be: nothing.</summary>
    public static async Task<IReadOnlyList<string>> FillAsync(Shop shop, IReadOnlyList<string> texts)
    {
        var otherwise = new List<string>();
        // The mail itself too: its writer is no stranger, but its reader here is somebody else.
        var mail = await shop.GetAsync("/templates/order-confirmation");
        var source = mail.GetProperty("reading").GetProperty("source").GetString() + string.Concat(texts.Select(text => $"<p>{text.Replace("{{", "{ {", StringComparison.Ordinal)}</p>\n"));
        await WriteAsync(new("PUT /api/v1/templates/order-confirmation", new { source }, s_taken), mail.GetProperty("reading").GetProperty("hash").GetString());
        // A brand is text without tags.
        await WriteAsync(new("PUT /api/v1/brand", new { name = texts[1], postal_address = texts[0] }, (status, _) => status == 422), "0");
        await WriteAsync(new("PUT /api/v1/brand", new { name = texts.First(text => !text.Contains('<', StringComparison.Ordinal) && !text.Contains('>', StringComparison.Ordinal)) }, s_taken), "0");
        for (var i = 0; i < texts.Count; i++)
        {
            foreach (var write in Writes(shop.Address, texts[i], i)) await WriteAsync(write, null);
        }

        return otherwise;

        async Task WriteAsync(Write write, string? seen)
        {
            var (status, answer) = await shop.AnswerAsync(write.What, write.Body, seen);
            if (!write.IsRight(status, answer)) otherwise.Add($"{write.What}: {status} {answer}");
        }
    }

    /// <summary>What staff writes about a customer who is there already; what was answered otherwise than it should be.</summary>
    public static async Task<IReadOnlyList<string>> AboutAsync(Shop shop, string customer, string text)
    {
        var (evidence, _) = await shop.AnswerAsync($"POST /api/v1/customers/{customer}/consent", new { own = true, evidence = text }, null);
        var (scope, _) = await shop.AnswerAsync($"POST /api/v1/customers/{customer}/suppressions", new { scope = text }, null);
        return (evidence, scope) == (204, 400) ? [] : [$"consent was answered with {evidence}, a scope that is none with {scope}"];
    }

    private static IEnumerable<Write> Writes(string shop, string text, int i)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        yield return new("POST /api/v1/events", Purchase(Cut(text, 255), i, now), (status, answer) => status == 200 && answer.GetProperty("outcome").GetString() == "stored");
        yield return new(
            "POST /api/v1/offers/import",
            new { program = "own", text = JsonSerializer.Serialize(new[] { new { id = $"p{i}", name = text, url = $"{shop}/{text}", category = text, brand = text, description = text, image_url = $"{shop}/{text}" } }) },
            (status, answer) => status == 200 && answer.GetProperty("taken").GetInt32() == 1);
        // A text with a space is no code and is set aside; the other is one.
        yield return new("POST /api/v1/coupons/hostile/codes", new { codes = new[] { text, $"CODE{i}" } }, (status, answer) => status == 200 && answer.GetProperty("added").GetInt32() + answer.GetProperty("refused").GetArrayLength() == 2);
        yield return new("POST /api/v1/keys", new { name = Cut(text, 100), scopes = new[] { "read" } }, s_taken);
        // Names to sign in with are letters, digits and few signs.
        yield return new("POST /api/v1/accounts", new { name = text, role = "analyst", password = "a lantern in the window" }, (status, _) => status == 400);
        yield return new(
            $"POST /postbacks/{Network}/{Secret}",
            new { action_id = Cut($"{i} {text}", 200), status = "PENDING", payout = "1.00", amount = "10.00", currency = "USD", campaign_name = Cut(text, 200), subid1 = Cut(text, 200), order_id = Cut(text, 200) },
            (status, answer) => status == 200 && answer.GetProperty("status").GetString() == "recorded");
    }

    private static object Purchase(string text, int i, string now) => new
    {
        id = $"h{i}",
        type = "purchase",
        occurred_at = now,
        customer = new { email = $"h{i}@example.com", first_name = text, last_name = text, country = "US", locale = "en", tags = new[] { text }, attributes = new { note = text }, consent = new { own = true, third_party = true, tracking = true } },
        purchase = new
        {
            id = $"h{i}",
            number = text,
            currency = "USD",
            total = "10.00",
            status_url = text,
            channel = text,
            codes = new[] { text },
            company = text,
            tags = new[] { text },
            lines = new[] { new { id = "l1", product_id = $"p{i}", sku = text, name = text, category = text, unit_price = "10.00", url = text, image_url = text } },
        },
    };

    // Never between the halves of a character.
    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    // A word of JSON is one of YAML too.
    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    /// <summary>Something that is written, and how it should be answered.</summary>
    private sealed record Write(string What, object Body, Func<int, JsonElement, bool> IsRight);
}
