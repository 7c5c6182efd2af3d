using System.Globalization;
using System.Text.RegularExpressions;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Templates;

namespace PostPurchase.Server.Api;

/// <summary>The template of a mail that failed here, to be opened where it is at fault.</summary>
/// <param name="Template">As journeys name it.</param>
/// <param name="Language">Of the file with the fault; null for the one without, or where the place is not known.</param>
/// <param name="Line">From 1; null where the reason names no place in this template.</param>
internal sealed partial record TemplateFault(string Template, string? Language, int? Line)
{
    /// <summary>Null for a mail that did not fail here, whose step is gone, or whose template is not there.</summary>
    public static TemplateFault? Of(StoredSend send, JourneySet journeys, TemplateFolder folder)
    {
        if (send is not { State: SendState.Parked, Channel: SendChannel.Email, Journey: { } journey, Version: { } version }) return null;
        if (journeys.Find(journey, version)?.Steps.OfType<Step.Email>().FirstOrDefault(step => step.Id == send.Step) is not { } email) return null;
        var name = MailVariants.Apply(email.Content, send.Variants).Template;
        if (folder.FileOf(name, null) is null) return null;
        var place = Place().Match(send.Reason ?? "");
        return place.Success && place.Groups["name"].Value == name
            ? new(name, place.Groups["language"] is { Success: true, Value: var language } ? language : null, int.Parse(place.Groups["line"].ValueSpan, CultureInfo.InvariantCulture))
            : new(name, null, null);
    }

    // As a template's errors say their place: `thanks.de.html(12,4)`.
    [GeneratedRegex(@"(?<![\w/.-])(?<name>[\w-]+)(\.(?<language>[A-Za-z][A-Za-z0-9-]+))?\.html\((?<line>\d{1,6}),\d+\)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
