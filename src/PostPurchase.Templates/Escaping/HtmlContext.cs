namespace PostPurchase.Templates;

/// <summary>Where in the markup a value is written, which decides how it is escaped.</summary>
internal enum HtmlContext : byte
{
    /// <summary>No escaping: the page is no HTML, or asked for none.</summary>
    Raw,
    /// <summary>Between tags, or in a comment.</summary>
    Text,
    /// <summary>In a quoted attribute.</summary>
    Attribute,
    /// <summary>In an attribute without quotes, or in a tag.</summary>
    Unquoted,
    /// <summary>At the start of a quoted attribute that holds an address.</summary>
    Url,
    /// <summary>At the start of an address without quotes.</summary>
    UrlUnquoted,
    /// <summary>In a style sheet or style attribute.</summary>
    Style,
    /// <summary>In a script or an event handler, where no value is written.</summary>
    Script,
}
