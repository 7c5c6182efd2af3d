namespace PostPurchase.Mail.Messages;

/// <summary>A file that travels in a message.</summary>
/// <param name="Name">File name as people see it, any characters on one line; no path.</param>
/// <param name="MediaType">For example <c>image/png</c>.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentId">For images: what stands after <c>cid:</c> in the HTML, printable ASCII without spaces or angle brackets.</param>
public sealed record MailFile(string Name, string MediaType, ReadOnlyMemory<byte> Content, string? ContentId = null);
