using System.Buffers;
using System.Collections.Frozen;

namespace PostPurchase.Core.Feedback;

/// <summary>The words that user agents are judged by.</summary>
internal static class UserAgentWords
{
    /// <summary>Image proxies of mail providers.</summary>
    public static readonly SearchValues<string> ImageProxies = SearchValues.Create(
        ["GoogleImageProxy", "YahooMailProxy", "YahooCacheSystem", "OutlookImageProxy"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Words that browsers do not say of themselves, anywhere in the text: trades of programs, and addresses of their owners.</summary>
    public static readonly SearchValues<string> Programs = SearchValues.Create(
        ["crawl", "spider", "slurp", "scrap", "scan", "monitor", "preview", "headless", "lighthouse", "inspect", "synthetic", "favicon",
         "agent", "check", "verif", "audit", "valid", "archiv", "fetch", "resolver", "optimiz", "survey", "selenium", "playwright", "puppeteer",
         "sitemap", "http:", "https:", "www.", "@", "[at]", "(at)", ".com", ".net/", ".org", ".io/", ".co;"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Programs that call themselves a browser and add only their own name.</summary>
    public static readonly FrozenSet<string> Named = FrozenSet.ToFrozenSet(
        ["AppInsights", "Code", "Collapsify", "CookieHub", "DareBoost", "Datanyze", "Daumoa", "Dlc", "Fluid", "Google-Safety", "GTmetrix",
         "Hardenize", "Hotjar", "LinkTiger", "Manus-User", "MarketGoo", "MetaIAB", "MonitoRSS", "NewsNow", "Nikto", "NV", "newsai", "outbrain",
         "PingdomTMS", "PlayStore-Google", "PTST", "Readable", "Rigor", "Scope", "SecurityHeaders", "Silktide", "Sindup", "splash",
         "TestLocally", "Trae", "TSM-turingos", "YLT", "zgrab"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that browsers, their engines and the apps that embed them give themselves.</summary>
    public static readonly FrozenSet<string> Browsers = FrozenSet.ToFrozenSet(
        ["Mozilla", "AppleWebKit", "KHTML", "Gecko", "like", "Chrome", "Chromium", "CriOS", "Safari", "Mobile", "Tablet", "Version", "Firefox",
         "FxiOS", "Focus", "Klar", "Edge", "Edg", "EdgA", "EdgiOS", "EdgW", "OPR", "Opera", "OPT", "OPX", "OPiOS", "Presto", "Trident", "MSIE",
         "SamsungBrowser", "Vivaldi", "YaBrowser", "YaApp_Android", "YaSearchBrowser", "Yowser", "YNTP", "UCBrowser", "UBrowser", "MiuiBrowser",
         "XiaoMi", "HuaweiBrowser", "HBPC", "HeyTapBrowser", "VivoBrowser", "Whale", "QQBrowser", "MQQBrowser", "Brave", "DuckDuckGo", "Ddg",
         "Silk", "Puffin", "SeaMonkey", "Thunderbird", "Maxthon", "Avast", "AVG", "Ecosia", "Epiphany", "Konqueror", "Iceweasel", "PaleMoon",
         "Goanna", "Waterfox", "LibreWolf", "Falkon", "QtWebEngine", "Ubuntu", "Debian", "Android", "Linux", "coc_coc_browser", "Sleipnir", "Iron",
         "Seznam.cz", "GSA", "Line", "LinkedInApp", "Instagram", "Twitter", "Snapchat", "MicroMessenger", "NetType", "Language", "KAKAOTALK",
         "NAVER", "Ecosia_ios", "Quark", "Outlook", "OneOutlook", "Electron", "Mailspring",
         "Teams", "CCleaner", "Avira", "Norton", "ABI", "Kindle", "PlayStation", "Config", "Viewer", "wv"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>How the first comment of a browser begins: the machine that it runs on.</summary>
    public static readonly SearchValues<string> Platforms = SearchValues.Create(
        ["Windows", "Macintosh", "X11", "Linux", "iPhone", "iPad", "iPod", "Android", "Mobile", "Tablet", "Wayland", "compatible; MSIE", "PlayStation",
         "PLAYSTATION", "Nintendo", "SMART-TV", "Web0S", "Tizen", "BB10", "CrOS", "Xbox", "KAIOS"],
        StringComparison.Ordinal);

    /// <summary>How user agents of mail programs begin that are not browsers.</summary>
    public static readonly IReadOnlyList<string> MailPrograms =
        ["Microsoft Office/", "Microsoft Outlook", "Outlook-iOS", "Outlook-Android", "Thunderbird/", "Airmail", "Mailspring/", "Lotus-Notes/", "Evolution/"];
}
