using System.Net.Sockets;

namespace PostPurchase.Mail.Smtp;

/// <summary>Makes a connection ready for mail: greeting, EHLO or HELO, STARTTLS, AUTH. Any failure is a <see cref="SmtpLinkException"/>.</summary>
internal static class SmtpOpener
{
    public static async Task<(SmtpWire Wire, SmtpCapabilities Capabilities)> OpenAsync(
        SmtpTransportOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var wire = await SmtpWire.ConnectAsync(options.Host, options.Port, options.Limits.Connect, time, cancellationToken);
        try
        {
            using var abort = cancellationToken.Register(static wire => ((SmtpWire)wire!).Abort(), wire);
            var capabilities = await PrepareAsync(wire, options, cancellationToken);
            wire.Rest();
            return (wire, capabilities);
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    private static async Task<SmtpCapabilities> PrepareAsync(SmtpWire wire, SmtpTransportOptions options, CancellationToken cancellationToken)
    {
        if (options.Security == SmtpSecurity.Tls) await wire.StartTlsAsync(options);
        var greeting = await wire.ReadReplyAsync("waiting for the greeting", options.Limits.Greeting);
        if (!greeting.IsPositive) throw SmtpLinkException.Refused("as its greeting", greeting);

        var capabilities = await GreetAsync(wire, options);
        if (options.Security is SmtpSecurity.StartTls or SmtpSecurity.StartTlsIfOffered)
        {
            if (capabilities.StartTls)
            {
                await AskAsync(wire, options, "STARTTLS");
                await wire.StartTlsAsync(options);
                capabilities = await GreetAsync(wire, options); // what was said in clear text is forgotten (RFC 3207 4.2)
            }
            else if (options.Security == SmtpSecurity.StartTls)
            {
                throw SmtpLinkException.Setup("the server does not offer STARTTLS, which is required");
            }
        }

        if (options.User is not null) await SmtpLogin.LogInAsync(wire, options, capabilities, cancellationToken);
        return capabilities;
    }

    private static async Task<SmtpCapabilities> GreetAsync(SmtpWire wire, SmtpTransportOptions options)
    {
        var name = options.EhloName ?? Literal(wire.LocalAddress);
        var reply = await SayAsync(wire, options, $"EHLO {name}", "to EHLO");
        if (reply.IsPositive) return SmtpCapabilities.Parse(reply.Text);
        if (reply.IsClosing || reply.Code < 500) throw SmtpLinkException.Refused("to EHLO", reply);
        reply = await SayAsync(wire, options, $"HELO {name}", "to HELO");
        return reply.IsPositive ? SmtpCapabilities.None : throw SmtpLinkException.Refused("to HELO", reply);
    }

    private static string Literal(System.Net.IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? $"[{address}]"
            : $"[IPv6:{new System.Net.IPAddress(address.GetAddressBytes())}]"; // without the zone of a link-local address
    }

    private static async Task AskAsync(SmtpWire wire, SmtpTransportOptions options, string command)
    {
        var reply = await SayAsync(wire, options, command, $"to {command}");
        if (!reply.IsPositive) throw SmtpLinkException.Refused($"to {command}", reply);
    }

    private static async Task<SmtpReply> SayAsync(SmtpWire wire, SmtpTransportOptions options, string line, string stage)
    {
        wire.Append(line);
        wire.Append("\r\n"u8);
        await wire.FlushAsync(options.Limits.Block);
        return await wire.ReadReplyAsync("waiting for the answer " + stage, options.Limits.Command, keepText: true);
    }
}
