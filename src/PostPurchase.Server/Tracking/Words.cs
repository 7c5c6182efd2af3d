namespace PostPurchase.Server.Tracking;

/// <summary>The texts of the pages in one language.</summary>
internal sealed record Words
{
    public required string Language { get; init; }
    public required string UnsubscribeTitle { get; init; }
    public required string Unsubscribe { get; init; }
    public required string UnsubscribeButton { get; init; }
    public required string UnsubscribedTitle { get; init; }
    public required string AlreadyUnsubscribedTitle { get; init; }
    public required string Unsubscribed { get; init; }
    public required string PreferencesLink { get; init; }
    public required string BackLink { get; init; }
    public required string PreferencesTitle { get; init; }
    public required string Own { get; init; }
    public required string ThirdParty { get; init; }
    public required string Tracking { get; init; }
    public required string Pause { get; init; }

    /// <summary>As a pattern of NodaTime for the day on which it ends.</summary>
    public required string PausedUntil { get; init; }
    public required string StoppedByShop { get; init; }
    public required string StoppedByReport { get; init; }
    public required string Always { get; init; }
    public required string Save { get; init; }
    public required string Saved { get; init; }
    public required string SavedNotAll { get; init; }
    public required string EarlierTemplate { get; init; }
    public required string ChoiceTitle { get; init; }
    public required string ChoiceQuestion { get; init; }
    public required string ChoiceButton { get; init; }
    public required string ChoiceRecorded { get; init; }
    public required string ChoiceKnown { get; init; }
    public required string ChoiceSaid { get; init; }
    public required string ChoiceSaidBefore { get; init; }
    public required string ChoiceChange { get; init; }
    public required string ChoiceReplace { get; init; }
    public required string ChoiceOther { get; init; }

    /// <summary>As a pattern of NodaTime for the day of an order.</summary>
    public required string Day { get; init; }

    /// <summary>Before the number of an order; <see cref="OfDay"/> stands between that and its day.</summary>
    public required string OfOrder { get; init; }
    public required string OfDay { get; init; }
    public required string GoneTitle { get; init; }
    public required string Gone { get; init; }
    public required string NotKeptTitle { get; init; }
    public required string NotKept { get; init; }
    public required string ErasedTitle { get; init; }
    public required string Erased { get; init; }
    public required string LaterTitle { get; init; }
    public required string Later { get; init; }
    public required string NotReadTitle { get; init; }
    public required string NotRead { get; init; }

    private static Words English { get; } = new()
    {
        Language = "en",
        UnsubscribeTitle = "Stop tips, news and offers?",
        Unsubscribe = "Nothing has changed yet. With the button you get no more tips, news and offers from us. Messages about your orders still come.",
        UnsubscribeButton = "Unsubscribe",
        UnsubscribedTitle = "You are unsubscribed",
        AlreadyUnsubscribedTitle = "You are already unsubscribed",
        Unsubscribed = "Tips, news and offers from us have stopped. Messages about your orders still come.",
        PreferencesLink = "Choose what you get instead",
        BackLink = "Changed your mind? Choose what you get",
        PreferencesTitle = "What would you like to get?",
        Own = "Tips and news about our own products",
        ThirdParty = "Recommendations from other shops that fit what you bought",
        Tracking = "Learn from what I open and click, to send me less that does not fit",
        Pause = "Pause for 30 days",
        PausedUntil = "'Paused until 'd MMMM uuuu",
        StoppedByShop = "The shop has stopped these mails to you: write to the shop if you want them again.",
        StoppedByReport = "These mails stay off, since your mailbox could not be reached or one of our mails was reported as unwanted: write to the shop if you want them again.",
        Always = "Messages about your orders always come.",
        Save = "Save",
        Saved = "Saved. It holds from now on.",
        SavedNotAll = "Saved, but some of it stays off. Why is said below.",
        EarlierTemplate = "This mail was sent with an earlier version of its template: what you see here may differ from what you got.",
        ChoiceTitle = "Your answer",
        ChoiceQuestion = "Is this what you want to tell us? Nothing is sent until you press the button.",
        ChoiceButton = "Yes, send my answer",
        ChoiceRecorded = "Thank you, we have your answer.",
        ChoiceKnown = "We already have your answer.",
        ChoiceSaid = "You said:",
        ChoiceSaidBefore = "So far you said:",
        ChoiceChange = "You can change it: a new answer counts from then on.",
        ChoiceReplace = "The button changes your answer: the new one counts from then on.",
        ChoiceOther = "Other answers:",
        Day = "d MMMM uuuu",
        OfOrder = "About your order",
        OfDay = "of",
        GoneTitle = "This link leads nowhere",
        Gone = "It may be incomplete: please open it from the mail again.",
        NotKeptTitle = "This mail is no longer kept",
        NotKept = "Shops delete mails after a while, and when they erase what they knew about somebody.",
        ErasedTitle = "Nothing is kept about you here",
        Erased = "What this shop knew about you was erased, so there is nothing to choose any more. It sends you no mail, unless you order again.",
        LaterTitle = "Please try again in a minute",
        Later = "We could not save this just now. Nothing was changed.",
        NotReadTitle = "This could not be read",
        NotRead = "Nothing was changed: please open the page from the mail again.",
    };

    private static Words German { get; } = new()
    {
        Language = "de",
        UnsubscribeTitle = "Keine Tipps, Neuigkeiten und Angebote mehr?",
        Unsubscribe = "Noch ist nichts geändert. Mit der Schaltfläche bekommen Sie von uns keine Tipps, Neuigkeiten und Angebote mehr. Nachrichten zu Ihren Bestellungen kommen weiterhin.",
        UnsubscribeButton = "Abmelden",
        UnsubscribedTitle = "Sie sind abgemeldet",
        AlreadyUnsubscribedTitle = "Sie sind schon abgemeldet",
        Unsubscribed = "Von uns kommen keine Tipps, Neuigkeiten und Angebote mehr. Nachrichten zu Ihren Bestellungen kommen weiterhin.",
        PreferencesLink = "Lieber auswählen, was kommt",
        BackLink = "Doch anders? Auswählen, was kommt",
        PreferencesTitle = "Was möchten Sie bekommen?",
        Own = "Tipps und Neuigkeiten zu unseren eigenen Produkten",
        ThirdParty = "Empfehlungen anderer Läden, die zu Ihrem Kauf passen",
        Tracking = "Aus dem lernen, was ich öffne und anklicke, damit weniger Unpassendes kommt",
        Pause = "30 Tage Pause",
        PausedUntil = "'Pause bis 'dd.MM.uuuu",
        StoppedByShop = "Der Laden schickt Ihnen diese Mails nicht mehr: Schreiben Sie ihm, wenn Sie sie wieder haben möchten.",
        StoppedByReport = "Diese Mails bleiben aus: Ihr Postfach war nicht erreichbar, oder eine Mail wurde als unerwünscht gemeldet. Schreiben Sie dem Laden, wenn Sie sie wieder möchten.",
        Always = "Nachrichten zu Ihren Bestellungen kommen immer.",
        Save = "Speichern",
        Saved = "Gespeichert. Es gilt ab sofort.",
        SavedNotAll = "Gespeichert, doch einiges bleibt aus. Warum, steht weiter unten.",
        EarlierTemplate = "Diese Mail wurde mit einer früheren Fassung ihrer Vorlage verschickt: Was Sie hier sehen, kann von dem abweichen, was Sie bekommen haben.",
        ChoiceTitle = "Ihre Antwort",
        ChoiceQuestion = "Möchten Sie uns das sagen? Gesendet wird es erst, wenn Sie die Schaltfläche drücken.",
        ChoiceButton = "Ja, Antwort senden",
        ChoiceRecorded = "Danke, Ihre Antwort ist da.",
        ChoiceKnown = "Ihre Antwort ist schon da.",
        ChoiceSaid = "Sie haben gesagt:",
        ChoiceSaidBefore = "Bisher haben Sie gesagt:",
        ChoiceChange = "Sie können sie ändern: Ab dann gilt die neue Antwort.",
        ChoiceReplace = "Die Schaltfläche ändert Ihre Antwort: Ab dann gilt die neue.",
        ChoiceOther = "Andere Antworten:",
        Day = "dd.MM.uuuu",
        OfOrder = "Zu Ihrer Bestellung",
        OfDay = "vom",
        GoneTitle = "Dieser Link führt nirgendwohin",
        Gone = "Vielleicht ist er unvollständig: Bitte öffnen Sie ihn noch einmal aus der Mail.",
        NotKeptTitle = "Diese Mail wird nicht mehr aufbewahrt",
        NotKept = "Läden löschen Mails nach einiger Zeit, und wenn sie löschen, was sie über jemanden wussten.",
        ErasedTitle = "Über Sie ist hier nichts mehr gespeichert",
        Erased = "Was dieser Laden über Sie wusste, wurde gelöscht: Es gibt nichts mehr auszuwählen. Er schickt Ihnen keine Mails, außer Sie bestellen wieder.",
        LaterTitle = "Bitte versuchen Sie es gleich noch einmal",
        Later = "Das konnten wir gerade nicht speichern. Es wurde nichts geändert.",
        NotReadTitle = "Das konnten wir nicht lesen",
        NotRead = "Es wurde nichts geändert: Bitte öffnen Sie die Seite noch einmal aus der Mail.",
    };

    /// <summary>The texts for a locale, or for a list of languages as browsers send it.</summary>
    public static Words For(string locale) => locale.TrimStart().StartsWith("de", StringComparison.OrdinalIgnoreCase) ? German : English;
}
