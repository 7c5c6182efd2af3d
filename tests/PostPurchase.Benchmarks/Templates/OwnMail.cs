using System.Globalization;
using System.Text;
using PostPurchase.Templates;

namespace PostPurchase.Benchmarks.Templates;

/// <summary>A hand-written order confirmation for machines without the shared one.</summary>
internal static class OwnMail
{
    public static string Source(string name) => name switch
    {
        "layout" => """
            <!DOCTYPE html><html lang="en"><head><title>{{ title | html.escape }}</title><style>td { padding: 8px }</style></head>
            <body><table>{{ include 'header' }}<tr><td>{{ content }}</td></tr>{{ include 'footer' }}</table></body></html>
            """,
        "header" => """<tr><td><a href="{{ shop.url }}"><img src="{{ shop.logo }}" alt="{{ shop.name }}"></a></td></tr>""",
        "footer" => """<tr><td>{{ shop.name }}, {{ shop.address }} - <a href="{{ links.unsubscribe }}">Unsubscribe</a></td></tr>""",
        _ => """
            {{~ capture content ~}}
            <h1>Thank you, {{ customer.first_name ?? 'friend' }}!</h1>
            <p>Your order #{{ order.number }} of {{ order.created_at | date.to_string '%d %b %Y' }} is on its way.</p>
            {{~ for line in order.lines ~}}
            <tr{{ if for.first }} class="first"{{ end }}><td><a href="{{ line.url }}">{{ line.name }}</a></td><td>{{ line.quantity }}</td><td>{{ line.price | math.format "N2" }}</td></tr>
            {{~ end ~}}
            <p>Total {{ order.total | math.format "N2" }}</p>
            {{~ end ~}}
            {{~ title = "Order #" + order.number ~}}
            {{~ include 'layout' ~}}
            """,
    };

    public static ValueObject[] Models() => [.. Enumerable.Range(0, 64).Select(Model)];

    private static ValueObject Model(int number)
    {
        var json = string.Create(CultureInfo.InvariantCulture, $$$"""
            {"customer":{"first_name":"Zoe {{{number}}}"},
             "shop":{"name":"North & Daughters","url":"https://shop.example","logo":"https://shop.example/logo.png","address":"1 Harbour Road"},
             "links":{"unsubscribe":"https://shop.example/u/{{{number}}}"},
             "order":{"number":"{{{1000 + number}}}","created_at":"2026-11-02T10:11:12","total":{{{number + 10}}}9.90,
              "lines":[{"name":"Crew neck <slim>","url":"https://shop.example/p1","quantity":2,"price":109.90},{"name":"Storm jacket","url":"https://shop.example/p2?a=1&b=2","quantity":1,"price":{{{number + 10}}}.50}]}}
            """);
        return JsonModel.Parse(Encoding.UTF8.GetBytes(json)).AsObject();
    }
}
