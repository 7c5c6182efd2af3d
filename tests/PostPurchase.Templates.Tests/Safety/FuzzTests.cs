using System.Globalization;
using PostPurchase.Templates.Tests.Language;
using Xunit;

namespace PostPurchase.Templates.Tests.Safety;

/// <summary>Broken templates: whatever comes out, it is text or the engine's own exception. POSTPURCHASE_FUZZ_RUNS asks for more runs.</summary>
public class FuzzTests
{
    private const int ShortRuns = 40_000;
    private const int Seed = 20260102;

    private static readonly string[] OwnSeeds =
    [
        "Hi {{ customer.first_name ?? 'friend' | string.capitalize }}, {{~ if purchase.total > 50 && !x ~}} big {{ else if y }} mid {{ else }} small {{ end -}}!",
        "{{ for l in purchase.lines offset:1 limit:2 reversed }}{{ l.name | html.escape }} {{ for.index }} {{ l.price | math.format 'N2' }}{{ else }}none{{ end }}",
        "{{ func f(a, b = 2, c...); ret a + b; end; f 1; f(1, b: 3); [1, 2] | array.each @f }}{{ g(x) = x * 2; g 4 }}",
        "<a href=\"{{ url }}\" title='{{ a }}'>{{ capture c }}<b>{{ x }}</b>{{ end }}{{ c }}</a><style>p { color: {{ k }} }</style>",
        "{{ x = {a: 1, 'b': [1, 2, {c: null}]}; x.b[2]?.c ?? x['a']; x.a += 3; x.a++; --x.a; readonly x; with x; d = 5; end; x }}",
        "{{ case n; when 1, 2; 'few'; when 'z' || 3; 'other'; else; 'many'; end }}{{ while n < 5; n = n + 1; continue; end }}{%{ raw {{ }} }%}",
        "  {{ $\"a {1 + 2} b {'c' | string.upcase} \\u00e9\" }}\n  {{ include 'p' 1 size: 2 ## c ## }} # text\n{{ 1..5 | array.join ', ' }}{{ ret }}",
        "{{ wrap w 3; $$; $0; end }}{{ d = do; ret $0; end; d ^[1, 2] }}{{ date.parse '2026-01-02' | date.add_days 3 | date.to_string '%d %b %Y' }}{{ a ? b : c }}",
        "{{ import {m: 1}; m; 'abc'[1]; 1.5e3 + 0x1f - 0b11 // 2 % 3 << 1; this.m; include_join ['p', 'q'] ', ' 'tpl:p' }}{{ money 59.90 'EUR' 'de' }}",
    ];

    [Fact]
    public void Mutated_templates_give_text_or_a_template_error()
    {
        var seeds = Seeds();
        var random = new Random(Seed);
        for (var run = 0; run < Runs(); run++) Run(Mutate(seeds, random));
    }

    private static int Runs() =>
        int.TryParse(Environment.GetEnvironmentVariable("POSTPURCHASE_FUZZ_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : ShortRuns;

    private static string[] Seeds()
    {
        if (Testing.Conformance.Folder is null) return OwnSeeds;
        var cases = Directory.EnumerateFiles(Testing.Conformance.PathTo("scriban", "TestFiles"), "*.txt", SearchOption.AllDirectories).Where(path => !path.EndsWith(".out.txt", StringComparison.Ordinal));
        return [.. OwnSeeds, .. cases.Order(StringComparer.Ordinal).Select(File.ReadAllText)];
    }

    private static void Run(string source)
    {
        var options = Rendering.With(("p", "{{ $0 }}{{ $size }}"), ("q", "{{ x.y }}")) with
        {
            Limits = new RenderLimits { Steps = 20_000, LoopRounds = 1000, AllocatedUnits = 200_000, OutputCharacters = 200_000 },
        };
        try
        {
            Rendering.Html(source, """{"customer":{"first_name":"Z"},"purchase":{"total":59.90,"lines":[{"name":"a","price":1.5}]}}""", options);
        }
        catch (TemplateException)
        {
            // What a broken template has to give.
        }
    }

    private static string Mutate(string[] seeds, Random random)
    {
        var text = seeds[random.Next(seeds.Length)];
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var (from, to) = (random.Next(text.Length + 1), random.Next(text.Length + 1));
            if (from > to) (from, to) = (to, from);
            to = Math.Min(to, from + random.Next(1, 30));
            var other = seeds[random.Next(seeds.Length)];
            var cut = random.Next(other.Length + 1);
            text = random.Next(4) switch
            {
                0 => text.Remove(from, to - from),
                1 => text.Insert(to, text[from..to]),
                2 => text[..from] + other[cut..],
                _ => text.Insert(from, other.Substring(cut, Math.Min(12, other.Length - cut))),
            };
            if (text.Length > 4000) text = text[..4000];
        }
        return text;
    }
}
