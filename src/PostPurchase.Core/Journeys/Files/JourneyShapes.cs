namespace PostPurchase.Core.Journeys.Files;

/// <summary>Every key of a journey file and of a segment file.</summary>
internal static class JourneyShapes
{
    private static readonly Shape TextField = new Shape.Either(V(Forms.AnyText), new Shape.MapOf(Forms.Language, V(Forms.AnyText), 1));

    private static readonly Shape Days = new Shape.ListOf(new Shape.Choice(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), 1);

    private static readonly Shape Slots = new Shape.MapOf(Forms.SlotName, TextField);

    private static readonly Shape Offers = new Shape.Group("offers",
    [
        Must("pick", V(Forms.Pick), "Which offers: cross_sell, upsell, fresh, replenish or rule:NAME."),
        May("count", V(Forms.Integer(1, 12)), "At most this many. Default 3."),
        May("min", V(Forms.Integer(0, 12)), "Fewer than this counts as none. Default 1."),
        May("if_empty", Words("fallback", "send", "skip"), "What happens with too few. Default fallback."),
    ]);

    private static readonly Shape Metric = Words("click", "conversion", "revenue", "commission");

    private static readonly Shape Decide = new Shape.Group("decide",
    [
        Must("when", Words("decided"), "Promotes the winner by itself once it is decided: everybody gets it from then on, the file stays as it is."),
        May("guard", Words("unsubscribes", "complaints"), "Not while the winner is provably worse in this. Default: in either."),
    ]);

    private static readonly Shape Thompson = new Shape.Group("thompson", [May("floor", V(Forms.Percent), "The least share of each. Default 5%.")]);

    private static readonly Shape Experiment = new Shape.Group("experiment",
    [
        Must("name", V(Forms.Name), "Stable name: the salt of its assignment."),
        Must("metric", Metric, "What decides."),
        Must("variants", new Shape.MapOf(Forms.Name, Variant(), 2), "At least two variants by name; the first is the control."),
        May("window", V(Forms.Duration), "How long after the assignment outcomes count. Default 30d."),
        May("decide", Decide, "Left out = a person promotes."),
        May("thompson", Thompson, "Shares follow each variant's chance to be best, instead of the weights."),
    ]);

    private static readonly Substitute SubjectOfVariants = new(
        email => email.Maps("experiments").Any(experiment => experiment.Map("variants") is { Entries.Count: > 0 } variants
            && variants.Entries.All(variant => variant.Value is YamlNode.Map own && own.Find("subject") is not null)),
        """
        {"required":["experiments"],"properties":{"experiments":{"type":"array","contains":{"type":"object","required":["variants"],"properties":{"variants":
        {"type":"object","minProperties":1,"additionalProperties":{"type":"object","required":["subject"]}}}}}}}
        """);

    private static readonly Shape Email = new Shape.Group("email",
    [
        Must("template", V(Forms.File), "Name of the template, without extension."),
        Must("content", Words("transactional", "own", "third_party"), "What it is in law: transactional, own (the shop's own) or third_party (any offer of others)."),
        Must("subject", TextField, "Subject, or one for each language; needless where each variant of a test has one.") with { Instead = SubjectOfVariants },
        May("preheader", TextField, "The preview line."),
        May("slots", Slots, "Texts that the template shows by slots.NAME."),
        May("offers", Offers, "Which offers to pick."),
        May("experiments", new Shape.ListOf(Experiment), "Tests on this mail."),
        May("coupon", V(Forms.Name), "Coupon pool to take a code from."),
        May("from", V(Forms.Text), "Sender in place of the store's."),
        May("at", V(Forms.Hour), "Local hour at which it leaves."),
    ]);

    private static readonly Shape Wait = new Shape.Group("wait",
    [
        May("for", V(Forms.Duration), "How long: 90m and 36h are exact, 3d and 2w keep the local time."),
        May("window", V(Forms.Window), "Days counted from the anchor's day: day 1..3, week 2..4."),
        May("at", V(Forms.HourOrBest), "Local hour inside the window, or best."),
        May("days", Days, "Allowed weekdays inside the window."),
        May("until", V(Forms.Expression), "Ends the wait early when it becomes true."),
        May("date", V(Forms.Expression), "An expression that gives a date."),
        May("offset", V(Forms.Offset), "Moves that date: -7d is seven days before."),
    ]);

    private static readonly Shape Update = new Shape.Group("update",
    [
        May("set", new Shape.MapOf(Forms.SlotName, V(Forms.AnyText), 1), "Attributes of the customer: a value, or a text with {{ }}. It stays until the store says another than before."),
        May("tags", new Shape.Group("tags",
        [
            May("add", new Shape.ListOf(V(Forms.Text)), "Tags to add: they stay until a journey removes them."),
            May("remove", new Shape.ListOf(V(Forms.Text)), "Tags to take away, also while the store goes on listing them."),
        ]), "Tags of the customer."),
    ]);

    private static readonly Shape.Group Step = new("step",
    [
        Must("id", V(Forms.Name), "Unique in the journey; never reuse it for another kind of step."),
        May("email", Email, "Sends one mail."),
        May("wait", Wait, "Waits."),
        May("branch", new Shape.ListOf(new Shape.Group("arm",
        [
            May("if", V(Forms.Expression), "Condition of this arm."),
            May("else", V(Forms.True), "The arm for everybody else; the last one."),
            Must("steps", Nested(), "Its steps."),
        ]) { ExactlyOne = ["if", "else"] }, 1), "Takes the first arm whose condition holds."),
        May("split", new Shape.ListOf(new Shape.Group("path",
        [
            Must("name", V(Forms.Name), "Name of the path."),
            Must("weight", V(Forms.Weight), "Its share."),
            Must("steps", Nested(), "Its steps."),
        ]), 2), "A test of paths."),
        May("update", Update, "Changes attributes and tags of the customer."),
        May("webhook", new Shape.Group("webhook",
        [
            Must("url", V(Forms.WebAddress), "Where to post to, with its host; may be a template."),
            Must("body", V(Forms.AnyText), "The body, a template."),
        ]), "Posts to an address of yours."),
        May("notify", new Shape.Group("notify",
        [
            Must("to", V(Forms.Address), "Address of the person."),
            Must("subject", TextField, "Subject."),
            Must("text", TextField, "Text."),
        ]), "A plain mail to staff."),
        May("exit", new Shape.Group("exit", [May("reason", V(Forms.Text), "What the ledger and reports say.")]), "Ends the run."),
        Later("survey"),
        Later("audience"),
        Later("journey"),
        Later("sms"),
        Later("push"),
        OfSplit("metric", Metric, "Of a split: what decides. Default conversion."),
        OfSplit("window", V(Forms.Duration), "Of a split: how long after somebody took a path outcomes count. Default 90d."),
        OfSplit("decide", Decide, "Of a split: left out = a person promotes a path."),
        OfSplit("thompson", Thompson, "Of a split: shares follow each path's chance to be best, instead of the weights."),
    ]) { ExactlyOne = StepKinds };

    private static readonly Shape Anchor = new Shape.Either(
        Words("purchased", "shipped", "delivered"),
        new Shape.Group("anchor",
        [
            Must("on", Words("purchased", "shipped", "delivered"), "From which day windows count."),
            May("or_after", V(Forms.Duration), "Counted from the purchase; used when the event has not come by then."),
        ]));

    /// <summary>The kinds of step that there are.</summary>
    public static IReadOnlyList<string> StepKinds => ["email", "wait", "branch", "split", "update", "webhook", "notify", "exit"];

    /// <summary>A file <c>workflows/*.yaml</c>.</summary>
    public static Shape.Group Journey { get; } = new("journey",
    [
        Must("journey", V(Forms.Name), "Stable key."),
        May("name", V(Forms.Text), "The name that people read. Default the key."),
        May("status", Words("draft", "live", "paused"), "Default draft: takes nobody in."),
        May("priority", V(Forms.Integer(0, 100)), "When two journeys want the same person on the same day, the higher goes first. Default 50."),
        Must("trigger", new Shape.Group("trigger",
        [
            Must("on", V(Forms.Event), "The event that starts a run."),
            May("if", V(Forms.Expression), "Must hold at the event."),
            May("per", Words("purchase", "line", "customer", "event"), "What one run is about. Default purchase."),
            May("reenter", Words("ignore", "restart", "parallel"), "When a run with the same key is still open. Default ignore."),
            May("again_after", V(Forms.Duration), "When it has ended; left out = never again for that key."),
        ]), "What starts a run."),
        May("anchor", Anchor, "From which day windows count. Default purchased."),
        May("exit", new Shape.ListOf(new Shape.Group("exit rule",
        [
            Must("on", V(Forms.Event), "The event that ends a run."),
            May("if", V(Forms.Expression), "Must hold at the event."),
            May("reason", V(Forms.Text), "What the ledger and reports say. Default the event."),
        ])), "What ends a run early."),
        May("goal", new Shape.Group("goal",
        [
            Must("on", V(Forms.Event), "The event that counts."),
            May("if", V(Forms.Expression), "Must hold at the event."),
            May("within", V(Forms.Duration), "Counted from entry."),
            May("exit", V(Forms.Bool), "True ends the run."),
        ]), "What the journey is meant to reach."),
        May("holdout", V(Forms.Percent), "Share of customers who get transactional mail only, to measure what the journey earns."),
        May("send", new Shape.Group("send",
        [
            May("time_zone", V(Forms.Zone), "Default customer."),
            May("quiet_hours", V(Forms.QuietHours), "When marketing may not leave."),
            May("max_marketing_per_day", V(Forms.Integer(0, 100)), "This customer's marketing mails of all journeys on that local day."),
            May("max_marketing_per_week", V(Forms.Integer(0, 100)), "The same in seven local days."),
            May("min_gap", V(Forms.Duration), "Since this customer's last marketing mail."),
            May("if_late", Words("send", "skip", "next_window"), "What becomes of marketing mail that is late. Default skip."),
            May("late_after", V(Forms.Duration), "From which lateness on. Default 12h."),
        ]), "Defaults for email steps."),
        May("overrides", new Shape.ListOf(new Shape.Group("override",
        [
            Must("code", V(Forms.Finding), "Code of the finding, such as PC10."),
            May("template", V(Forms.File), "Only in this template."),
            Must("reason", V(Forms.Text), "Why it is fine here; recorded."),
        ])), "Findings of the compliance check that you answer for."),
        Must("steps", Nested(), "The steps, in order."),
    ]);

    /// <summary>A file <c>workflows/segments/*.yaml</c>.</summary>
    public static Shape.Group Segment { get; } = new("segment",
    [
        Must("segment", V(Forms.Name), "Stable name, for in_segment(\"NAME\")."),
        May("name", V(Forms.Text), "The name that people read."),
        Must("if", V(Forms.Expression), "Who is in it."),
    ]);

    private static Shape.Group Variant() => new("variant",
    [
        Must("weight", V(Forms.Weight), "Its share."),
        May("subject", TextField, "In place of the step's."),
        May("preheader", TextField, "In place of the step's."),
        May("slots", Slots, "In place of the step's, one by one."),
        May("template", V(Forms.File), "In place of the step's."),
        May("offers", Offers, "In place of the step's."),
        May("at", V(Forms.Hour), "In place of the step's."),
    ]);

    private static Shape.ListOf Nested() => new(new Shape.Recursive("step", () => Step));

    private static Shape.Value V(Form form) => new(form);

    private static Shape.Choice Words(params string[] words) => new(words);

    private static Key Must(string name, Shape shape, string summary) => new(name, shape, summary) { IsRequired = true };

    private static Key May(string name, Shape shape, string summary) => new(name, shape, summary);

    private static Key OfSplit(string name, Shape shape, string summary) => May(name, shape, summary) with { Beside = "split" };

    private static Key Later(string name) => new(name, new Shape.MapOf(Forms.AnyText, V(Forms.AnyText)), "Reserved.") { IsLater = true };
}
