namespace PostPurchase.Core.Journeys.Files;

/// <summary>Checks what a file names: steps, templates, segments, rules, coupons; and the expressions and texts themselves.</summary>
internal sealed class ReferenceCheck(string file, List<Problem> problems, FileCatalog catalog)
{
    public void Check(YamlNode.Map root, JourneyPlan plan, IReadOnlyDictionary<string, YamlNode.Map> steps)
    {
        var expressions = new ExpressionCheck(file, problems, catalog);
        Visit(root, KnownThere.Of(plan), (node, known) => CheckNode(node, expressions, known, (plan, steps)));
    }

    public void CheckSegment(YamlNode.Map root)
    {
        if (root.Scalar("if") is { IsNull: false } condition) new ExpressionCheck(file, problems, catalog).CheckExpression(condition, null, null);
    }

    private void CheckNode(YamlNode.Map node, ExpressionCheck expressions, KnownThere known, (JourneyPlan Plan, IReadOnlyDictionary<string, YamlNode.Map> Steps) journey)
    {
        foreach (var key in new[] { "if", "until", "date" })
        {
            if (node.Scalar(key) is { IsNull: false } scalar) expressions.CheckExpression(scalar, journey.Plan, journey.Steps);
        }

        if (node.Scalar("date") is { IsNull: false } date) expressions.CheckDate(date, known);

        foreach (var key in new[] { "subject", "preheader", "text" })
        {
            if (node.Find(key) is { } texts) CheckTexts(texts, expressions, known);
        }

        foreach (var key in new[] { "url", "body" })
        {
            if (node.Find(key) is { } texts) CheckTexts(texts, expressions);
        }

        if (node.Map("slots") is { } slots)
        {
            foreach (var (_, text) in slots.Entries) CheckTexts(text, expressions, known);
        }

        if (node.Map("set") is { } values)
        {
            foreach (var (_, value) in values.Entries) CheckTexts(value, expressions);
        }

        CheckName(node.Scalar("template"), catalog.Templates, "template", "templates/{0}.html");
        CheckName(node.Scalar("coupon"), catalog.Coupons, "coupon pool", "workflows/offers");
        if (node.Map("webhook")?.Scalar("url") is { IsNull: false } url) CheckAddress(url);
        if (node.Scalar("pick") is { } pick && pick.Text.StartsWith("rule:", StringComparison.Ordinal) && catalog.OfferRules is { } rules && !rules.Contains(pick.Text[5..]))
        {
            Report(pick, $"there is no offer rule `{pick.Text[5..]}` in workflows/offers{Suggestion.For(pick.Text[5..], rules)}");
        }
    }

    // What programs read may be empty: only what people read is looked at for what can be missing.
    private static void CheckTexts(YamlNode node, ExpressionCheck expressions, KnownThere? known = null)
    {
        if (node is YamlNode.Scalar scalar) expressions.CheckText(scalar, known);
        if (node is not YamlNode.Map texts) return;
        foreach (var (_, text) in texts.Entries)
        {
            if (text is YamlNode.Scalar localized) expressions.CheckText(localized, known);
        }
    }

    private void CheckName(YamlNode.Scalar? name, IReadOnlySet<string>? known, string what, string where)
    {
        if (name is null || name.IsNull || known is null || known.Contains(name.Text)) return;
        var place = string.Format(System.Globalization.CultureInfo.InvariantCulture, where, name.Text);
        Report(name, $"there is no {what} `{name.Text}` ({place}){Suggestion.For(name.Text, known)}");
    }

    private void CheckAddress(YamlNode.Scalar url)
    {
        if (WrittenOut(url.Text) is { } address && catalog.WhyClosed?.Invoke(address) is { } why)
            problems.Add(new(file, url.Line, url.Column, false, ProblemCode.ClosedAddress, $"nothing is ever posted to this address: {why}"));
    }

    // What a template makes is judged when it is posted: here it is enough that the host is written out.
    private static Uri? WrittenOut(string text)
    {
        var end = text.IndexOf("{{", StringComparison.Ordinal);
        var written = end < 0 ? text : text[..end];
        var host = written.IndexOf("://", StringComparison.Ordinal);
        if (host < 0 || (end >= 0 && written.AsSpan(host + 3).IndexOfAny('/', '?', '#') < 0)) return null;
        return Uri.TryCreate(written, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
    }

    private void Report(YamlNode node, string message) => problems.Add(new(file, node.Line, node.Column, true, ProblemCode.UnknownReference, message));

    private static void Visit(YamlNode node, KnownThere known, Action<YamlNode.Map, KnownThere> visit)
    {
        switch (node)
        {
            case YamlNode.Map map:
                visit(map, known);
                foreach (var (key, value) in map.Entries)
                {
                    if (key.Text == "branch" && value is YamlNode.List arms) VisitArms(arms, known, visit);
                    else if (!HasOwnKeys(key.Text, value)) Visit(value, known, visit);
                }

                break;
            case YamlNode.List list:
                foreach (var item in list.Items)
                {
                    Visit(item, known, visit);
                    known = known.Behind(item);
                }

                break;
        }
    }

    // Slots and attributes are called as the shop likes: one called `date` is none of ours.
    private static bool HasOwnKeys(string key, YamlNode value) => key is "slots" or "set" && value is YamlNode.Map;

    private static void VisitArms(YamlNode.List arms, KnownThere known, Action<YamlNode.Map, KnownThere> visit)
    {
        for (var i = 0; i < arms.Items.Count; i++) Visit(arms.Items[i], known.In(arms.Items, i), visit);
    }
}
