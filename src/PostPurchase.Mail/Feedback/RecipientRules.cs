using static PostPurchase.Mail.Feedback.BounceReason;

namespace PostPurchase.Mail.Feedback;

/// <summary>What servers say about a mailbox. Phrases are from replies published by mail servers and providers.</summary>
internal static class RecipientRules
{
    public static readonly TextRule Programs = new(BounceReason.System,
        "command output:", "procmail:", "maildrop:", "command died", "exec /usr/", "mail-local:", "unknown mailer error",
        "mailer error", "x-unix;", "returned a permanent error", "local configuration error", "pipe to |");

    public static readonly TextRule Full = new(MailboxFull,
        "mailbox full", "mailbox is full", "mailbox has exceeded", "mailbox exceeds", "mailbox size limit exceeded", "mailbox size exceeded",
        "mailbox quota", "mailbox limit", "mailbox storage", "mailbox over", "mailbox would exceed", "mailbox for <> is full", "over quota", "overquota",
        "over the quota", "over its quota", "over his quota", "over her quota", "over their quota", "over the maximum allowed quota", "exceeded quota",
        "exceeded his quota", "exceeded the quota", "exceeded its quota", "exceeded their quota", "exceeds its quota", "exceed the quota",
        "exceeded mail quota", "exceeded the space quota", "quota exceeded", "quota exceed", "quota violation", "quota is full", "quotaexceeded",
        "quota limit", "full quota", "exceeded storage", "storage quota", "storage limit exceeded", "storage allocation", "out of storage",
        "not enough storage space in",
        "insufficient disk quota", "disk quota", "inbox is full", "inbox full", "inbox has reached", "account is full", "account full", "account is over",
        "maildir over", "maildir delivery failed: userdisk", "maildir has overdrawn", "mail box full", "mail folder is full", "message would cause the mailbox",
        "no room in mailbox", "no space left for this user", "does not have enough space", "doesn't have enough disk space", "does not have enough disk space",
        "recipient reached disk quota", "rejecting recipient: their mailbox", "user has too many messages", "user is over", "user over",
        "the user's mailbox has exceeded", "too many messages in this mailbox",  "has exceeded its disk space",
        "has exceeded the limit on the number of messages",
        "too much unread mail", "delivery failed: over", "would be over quota", "will be over quota", "maximum storage", "not enough free space",
        "at its quota", "storage limit",
        "over its storage", "exceeded the local limit", "mailfolder is over", "over the allowed quota", "account storage", "boite pleine",
        "mailbox_quota", "resolver.rst.quota",
        "mapiexceptionshutoffquota", "storedrv.deliver: mailbox full", "dd sorry, your message to <> cannot be delivered. this account is over",
        "boite du destinataire pleine", "boîte pleine", "postfach ist voll", "postfach voll", "mailbox voll", "buzón lleno", "buzon lleno",
        "cuota excedida", "caixa postal cheia",
        "casella piena", "почтовый ящик переполнен", "ящик переполнен", "メールボックスが一杯", "容量を超え", "mailbox_full", "boîte aux lettres du destinataire est pleine");

    public static readonly TextRule NearlyFull = new(MailboxFull, TextRule.Near(
        ["mailbox", "inbox", "mail box", "mailfolder", "maildir", "mail folder", "quota", "storage"],
        [" full", " over its", " over his", " over their", " exceeded", " exceeds", " out of space", " no space"]));

    public static readonly TextRule NearlyAsleep = new(Suspended, TextRule.Near(
        ["account", "mailbox", "recipient", "user", "inbox"],
        [" disabled", " suspended", " inactive", " locked", " deactivated", " frozen", " terminated", " discontinued", " is blocked", " dormant", " not activated"]));

    public static readonly TextRule Big = new(TooBig,
        "message size exceeds", "message size limit", "mail size limit", "message file too big", "message exceeds", "message length exceeds",
        "exceeds fixed maximum", "exceeds the maximum message", "exceeds maximum message size", "exceeds message size limit",
        "exceeded maximum inbound message size",
        "exceeds the size limit", "size exceeds", "size limit exceeded", "message too large", "email size exceeded", "too much mail data",
        "mail size exceed", "size exceeded", "message is too large", "message too big",
        "message is too big", "message is larger than",
        "message too long", "too large for recipient", "maximum message size", "max message size", "message header size", "data size exceeded",
        "data size limit",
        "datasize", "too big for recipient", "larger than the", "mail data too large", "resolver.rst.recipsizelimit", "resolver.rst.sendsizelimit",
        "transport size limit", "nachricht zu groß", "nachricht ist zu gro", "taille du message", "tamaño del mensaje");

    public static readonly TextRule Asleep = new(Suspended,
        "account is disabled", "account disabled", "account has been disabled", "account is inactive", "account inactive",
        "account has been suspended", "account suspended",
        "account is suspended", "account that you tried to reach is disabled", "account that you tried to reach is inactive", "account is currently",
        "account is locked",
        "account locked", "account has been locked", "account deactivated", "account is deactivated", "account has been deactivated",
        "account expired", "account has expired", "account closed",
        "(s) account is", "account not activated", "account is temporarily", "account disabled temporarily", "temporary locked",
        "temporarily locked", "user is terminated",
        "mailbox disabled", "mailbox is disabled", "mailbox has been disabled", "mailbox is inactive", "mailbox inactive",
        "mailbox has been suspended", "mailbox is suspended",
        "mailbox currently suspended", "mailbox suspended", "mailbox is frozen", "mailbox frozen", "mailbox locked", "mailbox is locked", "mailbox deactivated",
        "mailbox temporarily disabled", "mailbox is blocked", "mailbox blocked", "user is inactive", "user inactive", "user suspended", "user is suspended",
        "user is disabled", "user disabled", "user account is", "user account was", "user has been suspended", "user is locked",
        "user temporarily disabled", "recipient suspend", "recipient is suspended",
        "recipient is inactive", "recipient disabled", "recipient inactive", "inactive recipient", "inactive mailbox", "inactive account",
        "inactive user", "disabled account", "disabled user",
        "disabled due to inactivity", "domain currently suspended", "domain has been suspended", "domain is suspended", "vdelivermail: account is locked",
        "email account that you tried to reach is disabled", "not active", "is a deactivated mailbox", "mailbox of this user is disabled",
        "boîte du destinataire archivée", "boite du destinataire archivee", "boite du destinataire suspendue", "has been suspended",
        "deactivated due to abuse");

    public static readonly TextRule Gone = new(Moved,
        "mailbox has moved", "has moved to", "user has moved", "address has changed", "address has been changed", "has been replaced by", "no longer on server",
        "not our user", "is no longer with", "has left the company", "no longer works", "user not local; please try", "user not local, please try",
        "new address is", "use the new address", "please update your address book");

    public static readonly TextRule RefusedByRecipient = new(RecipientRefused,
        "recipient preferences", "user rules", "message filtered", "because the recipient is only accepting", "only accepts mail from",
        "not accepting mail from", "does not accept mail from", "recipient's filter", "user filter",
        "not accepting messages from you", "blocked by the recipient", "blocked by recipient's", "recipient has blocked",
        "rejected by the recipient", "rejected by recipient", "rejected by user", "user reject", "user refuse", "user has refused",
        "user refuses", "refused by the recipient", "recipient refuse", "refuse to receive", "refuses to accept", "recipient rejected your message",
        "resolver.rst.sendernotauthenticatedforgroup", "rejected by recipients", "suppressed sending to this address", "on the suppression list",
        "resolver.rst.restrictedtorecipientspermission", "not authorized to send to this recipient", "not permitted to send to this recipient",
        "recipient is not accepting",
        "is not accepting any mail", "is not accepting mail", "due to extended inactivity new mail is not", "bounced address",
        "this account is protected by", "has restricted sms", "restricted mailbox",
        "only accepting messages from", "allowed senders list", "allowed sender list", "recipient's allow list", "not found recipient account",
        "sender not in whitelist",
        "address is protected by", "challenge-response", "550 : user unknown");

    public static readonly TextRule UnknownForCertain = new(AddressUnknown,
        "not listed in domino", "not listed in public name", "not listed in the domino", "recipient name is not recognized", "unknown recipient",
        "recipnotfound", "recipientnotfound", "wasn't found at", "address couldn't be found.",
        "address you entered couldn't be found", "email address wasn't found", "your message couldn't be delivered because the address",
        "nosuchuser", "user not exist", "bad-mailbox", "unable to deliver message to <> (and",
        "(and other recipients in the same domain)", "ディレクトリのリストにありません", "recipient address rejected: access denied",
        "email account that you tried to reach does not exist",
        "address not present in directory", "no mailbox here by that name", "e-mail address could not be found",
        "e-mail account does not exist at the organization", "missing or malformed local part", "exrecipnotfound", "resolver.fwd.notfound",
        "recipients were not found", "recipient name is not", "cannot route mail to user", "no such user in address book",
        "recipient not found by smtp address lookup", "distribution group could not be found", "no match for <>",
        "delivery error: dd this user doesn't have a * account * [0]", "requested mail action aborted, mailbox not found", "mailbox unavailable (s2017062302)",
        "local mailbox <> is unavailable: user not found", "no user record found")
    { IsCertain = true };

    public static readonly TextRule Unknown = new(AddressUnknown,
        "user unknown", "unknown user", "unknown local", "unknown address", "unknown account", "unknown mailbox", "unknown e-mail", "unknown email",
        "unknown or illegal alias", "unknown in virtual", "unknown in local",
        "unknown to this", "user <> unknown", "unrouteable address", "unroutable address", "unrouteable mail", "addressee unknown", "user not found",
        "no such user", "no such recipient", "no such mailbox", "no such address", "no such account", "no such person", "no such email",
        "no such local",
        "no such domain user", "no mailbox here", "no mailbox by that", "no mailbox found", "no mailbox with", "no mailbox currently",
        "no account by", "no account here", "no user here", "no user by", "no recipients found", "no valid recipient", "not a valid mailbox",
        "not a valid user", "not a valid recipient", "not a valid address",
        "not a known user", "not a local address", "not an active address", "not known here", "not known at this site", "not known to this",
        "not our customer", "not recognised", "not recognized", "not exist", "does not exist", "doesn't exist", "didn't exist", "do not exist",
        "non-existent", "nonexistent", "non existent", "nonexisting",
        "invalid recipient", "invalid mailbox", "invalid user", "invalid address", "invalid or unknown", "invalid account", "invalid rcpt",
        "invalid final delivery", "invalid e-mail address", "invalid email address", "illegal user", "illegal alias", "bad address",
        "bad destination mailbox address", "bad destination email", "bad-address", "badly formed recipient", "recipient unknown",
        "recipient not found", "recipient address unknown", "recipient address not found", "recipient does not exist",
        "recipient is unknown", "recipient is not local", "recipient no longer", "recipient address rejected: invalid",
        "recipient address rejected: unknown", "recipient address rejected: undeliverable", "recipient rejected", "recipient verify failed",
        "recipient verification failed", "recipient not ok", "recipient invalid",
        "address unknown", "address does not", "address error", "address not found", "address is unknown", "address was not found",
        "mailbox not found", "mailbox unavailable", "mailbox name not allowed", "mailbox name is invalid", "mailbox invalid", "mailbox unknown",
        "mailbox does not", "account not found", "account unknown", "account does not", "account is not valid", "account was not found",
        "user does not", "user doesn't", "user not known", "user not in", "user invalid", "user is unknown", "user cannot be found",
        "user was not found", "user lookup failed", "user no longer", "users no longer", "this user doesn't have a", "is not a known",
        "is not known", "is not present here", "is not a user", "is not a recipient", "isn't a valid", "could not be found", "cannot find",
        "can't find", "name is not recognized", "doesn't have a yahoo", "doesn't have an account", "does not have an account",
        "never had an account", "has no mailbox", "no longer available", "no longer valid", "no longer exist", "no longer in use", "not listed in",
        "r_sendto", "delivery to the following recipient failed permanently: no", "there is no user", "there is no such", "there is no one at this",
        "this address no longer", "this email address no longer", "undeliverable address", "undisclosed recipient unknown", "vrfy failed",
        "unknown recipient address", "not in directory",
        "utilisateur inconnu", "destinataire inconnu", "destinataire invalide", "adresse d au moins un destinataire invalide", "adresse inconnue",
        "empfänger unbekannt", "empfaenger unbekannt", "unbekannter empfänger", "existiert nicht", "nicht bekannt", "usuario desconocido",
        "usuario inexistente", "destinatario desconocido", "no existe", "utente sconosciuto", "destinatario sconosciuto", "usuário desconhecido",
        "usuario nao encontrado", "onbekende gebruiker", "нет такого пользователя", "пользователь не найден", "не найден", "存在しません", "宛先不明", "不存在",
        "no encontrado");
}
