using System.Text;

namespace PostPurchase.Mail.Smtp;

/// <summary>AUTH (RFC 4954). Secrets go to the wire and nowhere else: no exception and no log carries them.</summary>
internal static class SmtpLogin
{
    private const int LongestCommand = 510; // RFC 5321 4.5.3.1.4, without CRLF

    public static async Task LogInAsync(SmtpWire wire, SmtpTransportOptions options, SmtpCapabilities capabilities, CancellationToken cancellationToken)
    {
        var (user, password) = (options.User!, options.Password);
        var talk = new Talk(wire, options.Limits) { Secrets = { password } };
        switch (Choose(options, capabilities, wire.IsSecure))
        {
            case SmtpAuthentication.Plain:
                Talk.End(await talk.BeginAsync("PLAIN", $"\0{user}\0{password}"));
                break;
            case SmtpAuthentication.Login:
                await talk.ExpectChallengeAsync(await talk.BeginAsync("LOGIN", null));
                await talk.ExpectChallengeAsync(await talk.RespondAsync(user));
                Talk.End(await talk.RespondAsync(password!));
                break;
            case SmtpAuthentication.XOAuth2:
                var token = await TokenAsync(options, cancellationToken);
                talk.Secrets.Add(token);
                var reply = await talk.BeginAsync("XOAUTH2", $"user={user}\u0001auth=Bearer {token}\u0001\u0001");
                if (reply.Code == 334) reply = await talk.RespondAsync(""); // the challenge is an error in JSON, the reply to an empty line says the same in SMTP
                Talk.End(reply);
                break;
            default:
                await ScramAsync(talk, new ScramExchange(user, password!, ScramExchange.NewNonce()));
                break;
        }
    }

    // Where it comes from is its giver's business, a file that is just being replaced for one; that this login failed is ours.
    private static async ValueTask<string> TokenAsync(SmtpTransportOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await options.AccessToken!(cancellationToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw SmtpLinkException.Setup($"the access token cannot be had: {Redaction.Redact(e.Message)}", e);
        }
    }

    private static SmtpAuthentication Choose(SmtpTransportOptions options, SmtpCapabilities capabilities, bool secure)
    {
        foreach (var mechanism in options.Authentication)
        {
            var (name, hasSecret) = mechanism switch
            {
                SmtpAuthentication.ScramSha256 => ("SCRAM-SHA-256", options.Password is not null),
                SmtpAuthentication.Plain => ("PLAIN", options.Password is not null),
                SmtpAuthentication.Login => ("LOGIN", options.Password is not null),
                _ => ("XOAUTH2", options.AccessToken is not null),
            };
            var showsSecret = mechanism != SmtpAuthentication.ScramSha256;
            if (hasSecret && capabilities.Authentication.Contains(name) && (secure || !showsSecret || options.AllowClearTextSecrets)) return mechanism;
        }

        var offered = capabilities.Authentication.Count == 0 ? "none" : string.Join(", ", capabilities.Authentication.Order(StringComparer.OrdinalIgnoreCase));
        throw SmtpLinkException.Setup($"no way to log in: the server offers {offered}" + (secure ? "" : "; a secret does not go over clear text"));
    }

    private static async Task ScramAsync(Talk talk, ScramExchange scram)
    {
        var reply = await talk.BeginAsync("SCRAM-SHA-256", scram.First());
        var challenge = await talk.ExpectChallengeAsync(reply);
        if (!scram.TryAnswer(challenge, out var answer)) throw await talk.CancelAsync("its SCRAM challenge was not valid");
        reply = await talk.RespondAsync(answer);
        if (reply.Code == 334)
        {
            challenge = await talk.ExpectChallengeAsync(reply);
            if (!scram.IsProof(challenge)) throw await talk.CancelAsync("the server did not prove that it knows the password");
            Talk.End(await talk.RespondAsync(""));
            return;
        }

        Talk.End(reply);
        if (!scram.IsProof(Talk.Decode(reply.Text.Split(' ')[^1]) ?? "")) throw SmtpLinkException.Setup("AUTH: the server did not prove that it knows the password");
    }

    private sealed class Talk(SmtpWire wire, SmtpTimeLimits limits)
    {
        /// <summary>What a server may repeat in a refusal, and people must not read there.</summary>
        public List<string?> Secrets { get; } = [];

        public async Task<SmtpReply> BeginAsync(string mechanism, string? initial)
        {
            if (initial is null) return await SayAsync("AUTH " + mechanism);
            var command = $"AUTH {mechanism} {Encode(initial)}";
            if (command.Length <= LongestCommand) return await SayAsync(command);
            var reply = await SayAsync("AUTH " + mechanism);
            return reply.Code == 334 ? await RespondAsync(initial) : reply;
        }

        public Task<SmtpReply> RespondAsync(string response) => SayAsync(Encode(response));

        public async Task<string> ExpectChallengeAsync(SmtpReply reply)
        {
            if (reply.Code != 334) throw SmtpLinkException.Refused("to AUTH", reply);
            return Decode(reply.Text) ?? throw await CancelAsync("its challenge is not base64");
        }

        public static void End(SmtpReply reply)
        {
            if (reply.IsIntermediate) throw SmtpLinkException.Protocol("AUTH: the server asked for more than the mechanism has");
            if (!reply.IsPositive) throw SmtpLinkException.Refused("to AUTH", reply);
        }

        public async Task<SmtpLinkException> CancelAsync(string why)
        {
            await SayAsync("*");
            return SmtpLinkException.Setup("AUTH: " + why);
        }

        public static string? Decode(string text)
        {
            var bytes = new byte[text.Length];
            return Convert.TryFromBase64String(text.Trim(), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
        }

        private string Encode(string text)
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
            Secrets.Add(encoded);
            return encoded;
        }

        private async Task<SmtpReply> SayAsync(string line)
        {
            wire.Append(line);
            wire.Append("\r\n"u8);
            await wire.FlushAsync(limits.Block);
            var reply = await wire.ReadReplyAsync("waiting for the answer to AUTH", limits.Command, keepText: true);
            return reply.Code < 400 ? reply : reply with { Text = Secrets.Aggregate(reply.Text, (text, secret) => string.IsNullOrEmpty(secret) ? text : text.Replace(secret, "(secret)", StringComparison.Ordinal)) };
        }
    }
}
