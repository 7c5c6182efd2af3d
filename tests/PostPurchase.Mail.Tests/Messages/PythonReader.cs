using System.Text.Json;

namespace PostPurchase.Mail.Tests.Messages;

/// <summary>What Python's email package makes of a message.</summary>
internal sealed record ReadMessage(
    List<List<string>> Headers, string Subject, string FromName, string FromAddress, string ToName, string ToAddress, string? Text, string? Html, List<ReadFile> Files, List<string> Types, List<string> Defects)
{
    public string? this[string header] => Headers.FirstOrDefault(h => h[0].Equals(header, StringComparison.OrdinalIgnoreCase))?[1];
}

internal sealed record ReadFile(string Name, string Type, string Disposition, string? Id, byte[] Content);

internal static class PythonReader
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private const string Script = """
        import sys, json, base64, email, email.policy, email.utils
        from email.header import decode_header, make_header

        def person(raw):  # the newer parser keeps the space between the encoded words of a phrase (RFC 2047 6.2 says to drop it)
            found = email.utils.getaddresses([raw])
            if len(found) != 1: return '', '%d addresses' % len(found)
            name = found[0][0]
            return str(make_header(decode_header(name))) if '=?' in name else name, found[0][1]

        def read(raw):
            message = email.message_from_bytes(raw, policy=email.policy.SMTP)
            text = html = None
            files, types, defects = [], [], []
            for part in message.walk():
                types.append(part.get_content_type())
                defects += [type(d).__name__ for d in part.defects]
                defects += [name + ': ' + type(d).__name__ for name, value in part.items() for d in value.defects if type(d).__name__ != 'NonPrintableDefect']
                if part.is_multipart(): continue
                name = part['content-disposition'].params.get('filename') if part['content-disposition'] else None  # get_filename unquotes twice
                if name is not None or part.get_content_disposition():
                    files.append(dict(name=name, type=part.get_content_type(), disposition=part.get_content_disposition(), id=part['content-id'],
                        content=base64.b64encode(part.get_payload(decode=True)).decode()))
                else:
                    content = part.get_payload(decode=True).decode('utf-8')
                    if part.get_content_subtype() == 'html': html = content
                    else: text = content
            old = email.message_from_bytes(raw)
            sender, receiver = person(old['from']), person(old['to'])
            return dict(headers=[[k, str(v)] for k, v in message.items()], subject=str(message['subject']), fromName=sender[0], fromAddress=sender[1],
                toName=receiver[0], toAddress=receiver[1], text=text, html=html, files=files, types=types, defects=defects)

        def main():
            sys.stdin.reconfigure(encoding='utf-8')
            out = [read(base64.b64decode(m)) for m in json.load(sys.stdin)]
            print(json.dumps(out))
        main()
        """;

    public static async Task<List<ReadMessage>> ReadAsync(IEnumerable<byte[]> messages) =>
        (await Python.RunAsync(Script, messages.Select(Convert.ToBase64String).ToList())).Deserialize<List<ReadMessage>>(Web)!;
}
