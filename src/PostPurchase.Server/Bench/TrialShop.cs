using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Server.Bench;

/// <summary>The shop that is measured: its files, its settings, and the signed purchases that it posts.</summary>
internal static class TrialShop
{
    /// <summary>Name of the source that purchases are posted to.</summary>
    public const string Source = "bench";

    /// <summary>Channel of purchases whose run waits three days before its first mail.</summary>
    public const string Waits = "waits";

    /// <summary>Channel of purchases that are confirmed at once.</summary>
    public const string Confirms = "confirms";

    /// <summary>Channel of purchases whose buyers get a marketing mail at once.</summary>
    public const string Teaches = "teaches";

    private static readonly byte[] s_secret = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    /// <summary>Settings as environment variables, for mail to a server on this machine.</summary>
    public static IReadOnlyDictionary<string, string> Settings(int smtpPort) => new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["PostPurchase__Mail__Mode"] = "live",
        ["PostPurchase__Mail__AllowLoopback"] = "true",
        ["PostPurchase__Smtp__Host"] = "127.0.0.1",
        ["PostPurchase__Smtp__Port"] = smtpPort.ToString(CultureInfo.InvariantCulture),
        ["PostPurchase__Smtp__Security"] = "none",
        ["PostPurchase__Store__Name"] = "Trial shop",
        ["PostPurchase__Store__Url"] = "https://shop.example",
        ["PostPurchase__Store__FromAddress"] = "hello@shop.example",
        ["PostPurchase__Store__PostalAddress"] = "Trial shop, 1 Road, 10001 New York",
        [$"PostPurchase__Sources__{Source}__Kind"] = "standard",
        [$"PostPurchase__Sources__{Source}__Secret"] = $"whsec_{Convert.ToBase64String(s_secret)}",
    };

    /// <summary>Writes three live journeys and a template that makes a mail of about 15 KB in two parts with eight tracked links.</summary>
    public static void WriteFiles(string workflows, string templates)
    {
        Directory.CreateDirectory(workflows);
        Directory.CreateDirectory(templates);
        File.WriteAllText(Path.Combine(workflows, "waits.yaml"), Journey(Waits, "  - { id: rest, wait: { for: 3d } }\n", "own"));
        File.WriteAllText(Path.Combine(workflows, "confirms.yaml"), Journey(Confirms, "", "transactional"));
        File.WriteAllText(Path.Combine(workflows, "teaches.yaml"), Journey(Teaches, "", "own"));
        const string Row = "<tr><td style=\"padding:8px;font-family:Helvetica,Arial,sans-serif;font-size:16px\">Tip {0}: fill it, {{{{ customer.first_name }}}}, and let it rest. <a href=\"https://shop.example/tips/{1}\">How</a></td></tr>\n";
        const string Line = "Tip {0}: fill it, {{{{ customer.first_name }}}}, and let it rest: https://shop.example/tips/{1}\n";
        File.WriteAllText(Path.Combine(templates, "tips.html"), $"<html><body><h1>Order {{{{ purchase?.number ?? \"\" }}}}</h1><table>{Rows(Row)}</table><a href=\"{{{{ links.unsubscribe }}}}\">Unsubscribe</a></body></html>");
        File.WriteAllText(Path.Combine(templates, "tips.txt"), $"Order {{{{ purchase?.number ?? \"\" }}}}\n{Rows(Line)}");
    }

    /// <summary>A purchase of one line by a new customer in the canonical form, of about 2 KB.</summary>
    public static byte[] Purchase(string id, string channel, DateTimeOffset at) => Encoding.UTF8.GetBytes($$$$"""
        {"id":"evt-{{{{id}}}}","type":"purchase","occurred_at":"{{{{at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}}}",
        "customer":{"email":"{{{{Address(id)}}}}","external_id":"c-{{{{id}}}}","first_name":"Jane","last_name":"Doe","phone":"+12025550123","country":"US","time_zone":"America/New_York","locale":"en-US",
        "consent":{"own":true,"third_party":true,"tracking":true},"attributes":{"tier":"gold"},"tags":["vip"]},
        "purchase":{"id":"{{{{id}}}}","number":"#{{{{id}}}}","kind":"order","paid":true,"currency":"USD","total":"59.90","subtotal":"54.90","tax":"0.00","shipping":"5.00","discount":"0.00","codes":[],
        "status_url":"https://shop.example/o/{{{{id}}}}","channel":"{{{{channel}}}}","gift":false,"tags":[],"shipping_address":{"name":"Jane Doe","street":"1 Road","zip":"10001","city":"New York","country":"US"},
        "lines":[{"id":"l1","product_id":"p1","sku":"TB-1","name":"Trail backpack","category":"backpacks","quantity":1,"unit_price":"54.90","requires_shipping":true,"url":"https://shop.example/p1","image_url":"https://shop.example/p1.jpg"}]},
        "properties":{ {{{{Padding}}}} }}
        """);

    /// <summary>The address of a purchase's buyer.</summary>
    public static string Address(string id) => $"buyer-{id}@bench.example";

    /// <summary>The whole signed request that posts a body, as bytes for a connection that stays open.</summary>
    public static byte[] Request(string id, byte[] body, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body];
        var signature = Convert.ToBase64String(HMACSHA256.HashData(s_secret, signed));
        var head = $"POST /hooks/{Source} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nwebhook-id: {id}\r\nwebhook-timestamp: {time}\r\nwebhook-signature: v1,{signature}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static string Padding { get; } =
        string.Join(',', Enumerable.Range(0, 16).Select(number => $"\"note_{number}\":\"{(number * 7919 % 1000).ToString(CultureInfo.InvariantCulture)} as shops send\""));

    private static string Rows(string row) => string.Concat(Enumerable.Range(0, 46).Select(number => string.Format(CultureInfo.InvariantCulture, row, number, number % 8)));

    private static string Journey(string channel, string before, string content) => $$$"""
        journey: {{{channel}}}
        name: Trial
        status: live
        trigger: { on: purchase, if: purchase.channel == "{{{channel}}}" }
        steps:
        {{{before}}}  - id: tips
            email: { template: tips, content: {{{content}}}, subject: "Three things, {{ customer.first_name ?? 'friend' }}" }
          - { id: later, wait: { for: 30d } }

        """;
}
