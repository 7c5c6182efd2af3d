using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Offers;

namespace PostPurchase.Core.Compliance;

/// <summary>
/// Holds journeys, their mails and the programs against law and terms before anything leaves. Pure: texts in, findings out. It says what can be seen
/// in files; what depends on a person (consent, suppression) is the gate's. No legal advice: it finds the common mistakes.
/// </summary>
public static class ComplianceCheck
{
    /// <summary>All findings, by file and place; one that is the same for several languages or variants of a step is there once.</summary>
    public static IReadOnlyList<Finding> Check(ComplianceInput input)
    {
        var shelf = new Shelf(input.Offers, input.KnownTerms);
        var files = new TemplateFiles(input.Templates);
        var overrides = input.Overrides.Concat(shelf.Readings.SelectMany(file => file.Reading.Overrides)).ToList();
        var findings = Settings(input.Consent).Concat(Programs(shelf, input.Offers)).Concat(input.Journeys.SelectMany(file => Journey(file.Key, file.Value, (shelf, files), overrides)));
        return
        [
            .. findings.GroupBy(finding => (finding.Rule, finding.File, finding.Line, finding.Column, finding.Journey, finding.Step)).Select(same => Answered(FindingId.Put(same), overrides, input.Answers))
                .OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column).ThenBy(finding => finding.Rule.Code, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Finding> Settings(ConsentRules? rules)
    {
        if (rules?.ThirdPartyUnknown.Where(ConsentRules.Default.Strict.Contains).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } wrong)
            yield return new(ComplianceRule.NoConsent, "settings", 1, 1, $"Consent:ThirdPartyUnknown names {string.Join(", ", wrong)}, where offers of others need a yes; take them out");
    }

    private static IEnumerable<Finding> Programs(Shelf shelf, IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (file, reading) in shelf.Readings)
        {
            if (reading.Program is not { } program || YamlReader.Read(file, texts[file], []) is not YamlNode.Map map) continue;
            if (program is { Network: "amazon", RedirectAllowed: true } && map.Map("terms")?.Find("redirect_allowed") is { } redirect)
                yield return new(ComplianceRule.Cloaked, file, redirect.Line, redirect.Column, "Amazon forbids links that hide where they lead; say `redirect_allowed: false`");
            foreach (var node in map.Maps("offers"))
            {
                var said = $"{node.Text("name")} {node.Text("why")}";
                if (program.DeniedClaims.FirstOrDefault(claim => said.Contains(claim, StringComparison.OrdinalIgnoreCase)) is { } claim)
                    yield return new(ComplianceRule.DeniedClaim, file, node.Line, node.Column, $"the offer `{node.Text("id")}` says `{claim}`, which {program.Name} forbids") { Seen = said };
            }
        }
    }

    private static IEnumerable<Finding> Journey(string file, string text, (Shelf Shelf, TemplateFiles Files) known, List<ComplianceOverride> overrides)
    {
        if (JourneyFile.Read(file, text, FileCatalog.Open).Plan is not { } plan || YamlReader.Read(file, text, []) is not YamlNode.Map root) return [];
        overrides.AddRange(root.Maps("overrides").Select(node => new ComplianceOverride(node.Text("code") ?? "", plan.Key, node.Text("template"), node.Text("reason") ?? "")));
        var places = Steps(root.Items("steps")).Where(node => node.Text("id") is not null).DistinctBy(node => node.Text("id")).ToDictionary(node => node.Text("id")!);
        var gate = new ReviewGate(file, plan.Key, known.Files);
        return
        [
            .. gate.Check(root).Select(finding => finding with { Seen = plan.Version }),
            .. from step in plan.Steps.OfType<Step.Email>()
               let place = new StepPlace(file, plan.Key, step.Id, places[step.Id])
               from finding in Ruled(step, place, known.Shelf).Concat(Mails(step, place, known)).Concat(TemplatesOf(step).SelectMany(template => known.Files.Of(template).SelectMany(path => gate.InTemplate(template, path.File))))
               select finding,
        ];
    }

    // A choice of the owner's own that names what may not be mailed: the picker leaves it out, and that may surprise.
    private static IEnumerable<Finding> Ruled(Step.Email step, StepPlace place, Shelf shelf)
    {
        if (step.Content.Offers?.Pick is not { } pick || !pick.StartsWith("rule:", StringComparison.Ordinal) || shelf.Rule(pick[5..]) is not { } rule) yield break;
        foreach (var offer in shelf.Offers.Where(offer => rule.Offers.Contains(offer.Id) && offer.Program.EmailAllowed != EmailRule.Yes))
            yield return place.Of("offers")(ComplianceRule.LinkForbidden, $"the rule `{rule.Name}` names `{offer.Id}`, and {offer.Program.Name} does not allow mail; it is left out") with { IsGrave = false, Seen = $"{offer.Program.EmailAllowed}" };
    }

    private static IEnumerable<Finding> Mails(Step.Email step, StepPlace place, (Shelf Shelf, TemplateFiles Files) known) =>
        from content in Variants(step.Content)
        from template in known.Files.Of(content.Template)
        let mail = SampleMail.Of(known.Files, template, content, content.Coupon is not null)
        where mail is not null
        from finding in new MailRules(known.Shelf, known.Files, place, mail).Check()
        select finding;

    // Each variant alone: what one says, it says whatever the others do.
    private static IEnumerable<EmailContent> Variants(EmailContent content) =>
        [content, .. content.Experiments.SelectMany(experiment => experiment.Variants.Select(variant => MailVariants.Apply(content, new Dictionary<string, string> { [experiment.Name] = variant.Name })))];

    private static IEnumerable<string> TemplatesOf(Step.Email step) => Variants(step.Content).Select(content => content.Template).Distinct();

    private static IEnumerable<YamlNode.Map> Steps(IReadOnlyList<YamlNode> nodes) => nodes.OfType<YamlNode.Map>().SelectMany(node =>
        node.Maps("branch").Concat(node.Maps("split")).SelectMany(arm => Steps(arm.Items("steps"))).Prepend(node));

    private static Finding Answered(Finding finding, IReadOnlyList<ComplianceOverride> overrides, IReadOnlyDictionary<string, ComplianceAnswer> answers)
    {
        var written = overrides.FirstOrDefault(one => one.Covers(finding.Rule.Code, finding.Journey, finding.Template));
        var given = answers.GetValueOrDefault(finding.Id);
        return finding with { Reason = written?.Reason ?? given?.Reason, Answer = given };
    }
}
