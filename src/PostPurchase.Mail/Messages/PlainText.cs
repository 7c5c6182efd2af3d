namespace PostPurchase.Mail.Messages;

/// <summary>The text body that stands beside an HTML one.</summary>
public static class PlainText
{
    /// <summary>
    /// What a reader of <paramref name="html"/> sees, as text with LF line ends and none at the end: paragraphs apart by an empty
    /// line, list items marked, each link's address in angle brackets after its words, an image as its alternative text. Hidden
    /// elements, scripts and styles are left out. Any text is accepted; time grows with its length only.
    /// </summary>
    public static string FromHtml(string html)
    {
        var layout = new TextLayout();
        var reader = new HtmlReader(html);
        var render = new HtmlRender(layout);
        while (reader.Read())
        {
            if (reader.Tag.IsEmpty) render.Text(reader.Text);
            else if (reader.IsEndTag) render.End(reader.Tag);
            else render.Start(ref reader);
        }
        return layout.ToString();
    }
}
