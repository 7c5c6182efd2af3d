namespace PostPurchase.Server.Settings;

/// <summary>The settings of the shop that the app may change, by the name that its API has for them.</summary>
internal static class StoreSettingNames
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["from_name"] = "Store:FromName",
        ["from_address"] = "Store:FromAddress",
        ["reply_to"] = "Store:ReplyTo",
        ["url"] = "Store:Url",
        ["base_url"] = "Store:BaseUrl",
        ["time_zone"] = "Store:TimeZone",
        ["currency"] = "Store:Currency",
        ["locale"] = "Store:Locale",
        ["sends_receipt"] = "Store:SendsReceipt",
    };
}
