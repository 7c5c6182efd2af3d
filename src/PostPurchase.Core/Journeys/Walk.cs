using NodaTime;

namespace PostPurchase.Core.Journeys;

/// <summary>One advance: the run as it changes, and what it wants written. Lives for one call.</summary>
internal sealed class Walk(JourneyPlan plan, Enrollment start, Facts facts, Instant now)
{
    private readonly List<Effect> _effects = [];
    private readonly List<TraceLine> _trace = [];
    private Enrollment _run = start;
    private IScope _scope = facts.Scope;
    private bool _resting;

    public Transition Go()
    {
        for (var passed = 0; !_resting && _run.Status == EnrollmentStatus.Open; passed++)
        {
            if (passed > Advancing.MostStepsAtOnce) Park($"it passed {Advancing.MostStepsAtOnce} steps without waiting");
            else if (_run.Step < 0 || _run.Step >= plan.Steps.Count) End(EnrollmentStatus.Finished, null);
            else Take(plan.Steps[_run.Step]);
        }

        return new(_run, _effects, _trace);
    }

    private void Take(Step step)
    {
        switch (step)
        {
            case Step.Email email: TakeEmail(email); break;
            case Step.Wait wait: TakeWait(wait); break;
            case Step.Branch branch: TakeBranch(branch); break;
            case Step.Split split: TakeSplit(split); break;
            case Step.Update update: TakeUpdate(update); break;
            case Step.Webhook webhook: TakeWebhook(webhook); break;
            case Step.Notify notify: TakeNotify(notify); break;
            case Step.Exit exit: End(EnrollmentStatus.Exited, exit.Reason); break;
            default: throw new InvalidOperationException($"the step kind {step.GetType().Name} is not known");
        }
    }

    private void TakeEmail(Step.Email email)
    {
        if (_run.Phase == StepPhase.Sending)
        {
            if (facts.Conclusion is { } conclusion) Move(email, email.Next, conclusion.At);
            else Rest(null);
            return;
        }

        var variants = MailVariants.For(plan, email, _run.Owner, facts.ArmOf);
        if (!facts.HeldOut) _effects.AddRange(JourneyExperiments.Of(plan, email).Select(test => new Effect.Assign(new(test, variants[test.Key.Name]))));
        var plannedAt = PlannedTime(email, variants);
        Instant? expiresAt = _run.State.Slot is { } window ? LocalClock.StartOfDay(window.Last.PlusDays(1), facts.Zone) : null;
        var slot = SlotOf(email, variants, plannedAt);
        var visit = Visit(email.Id);
        // Marketing whose hour comes after its window is looked at now, so that it expires now and the run goes on.
        var waitsForHour = plannedAt > now && (email.Content.Kind == Sending.ContentKind.Transactional || expiresAt is null || plannedAt < expiresAt);
        _effects.Add(new Effect.PlanSend(new(
            email.Id, visit, email.Content.Kind, plannedAt, waitsForHour ? plannedAt : now, expiresAt, slot, variants)));
        _run = _run with { Phase = StepPhase.Sending, State = _run.State with { Slot = null } };
        Rest(null);
    }

    /// <summary>The days and the hour that the mail keeps where it is put off: those of its window, or any day, at the hour that it has of its own.</summary>
    private SendSlot? SlotOf(Step.Email email, IReadOnlyDictionary<string, string> variants, Instant plannedAt)
    {
        if (MailVariants.HourOf(email.Content, variants) is not { } own) return _run.State.Slot;
        if (_run.State.Slot is { } window) return window with { At = own };
        var day = LocalClock.DateOf(plannedAt, facts.Zone);
        return new(day, day, own, [], facts.Zone.Id);
    }

    /// <summary>When the mail should leave: as the run came, or in the next hour that the step or its variant names, where this customer has a place.</summary>
    private Instant PlannedTime(Step.Email email, IReadOnlyDictionary<string, string> variants)
    {
        if (MailVariants.HourOf(email.Content, variants) is not { } at) return _run.ArrivedAt;
        var delay = WindowPlacement.SpreadDelay(new(facts.Zone, at, plan.Send.QuietHours), MailVariants.Spread(_run.Owner, email.Id));
        var day = LocalClock.DateOf(_run.ArrivedAt, facts.Zone);
        var hour = LocalClock.Resolve(day.At(at), facts.Zone);
        if (hour + delay >= _run.ArrivedAt) return hour + delay;
        // Who comes within the hour, as from a window of the same hour, is not sent to tomorrow for a place of it that is over.
        return _run.ArrivedAt < hour + WindowPlacement.SpreadOver ? _run.ArrivedAt : LocalClock.Resolve(day.PlusDays(1).At(at), facts.Zone) + delay;
    }

    private void TakeWait(Step.Wait wait)
    {
        if (wait.Rule.Until is { } until)
        {
            switch (_scope.Test(until))
            {
                case Evaluation<bool>.Failed failed: Park(failed.Message); return;
                case Evaluation<bool>.Of { Value: true }:
                    Note(wait.Id, "wait", $"went on early: {until}");
                    Move(wait, wait.Next, now);
                    return;
            }
        }

        switch (wait.Rule)
        {
            case WaitRule.For rule: GoOnAt(wait, rule.Span.After(_run.ArrivedAt, facts.Zone)); break;
            case WaitRule.Window rule: TakeWindow(wait, rule); break;
            case WaitRule.Date rule: TakeDate(wait, rule); break;
            default: Rest(null); break;
        }
    }

    private void TakeWindow(Step.Wait wait, WaitRule.Window window)
    {
        if (AnchorAt() is not { } anchorAt)
        {
            Rest(plan.Anchor.OrAfter?.After(_run.StartedAt, facts.Zone));
            return;
        }

        // A run that waited for the anchor comes to the window when the anchor does. Everything else follows from that instant, so that
        // being woken early, or a new zone, changes nothing or just what it must.
        if (_run.Phase == StepPhase.Waiting && _run.State.Slot is null) _run = _run with { ArrivedAt = now };
        var arrivedAt = _run.ArrivedAt;
        var hour = window.AtBest ? OutOfQuietHours(facts.BestTime ?? UsualTime()) : window.At;
        var clock = new WindowClock(facts.Zone, hour, plan.Send.QuietHours);
        var place = WindowPlacement.Place(window, anchorAt, arrivedAt, clock, MailVariants.Spread(_run.Owner, wait.Id));
        if (place.Passed)
        {
            Note(wait.Id, "wait", "its window had passed");
            Move(wait, wait.Next, place.EndsAt < arrivedAt ? place.EndsAt : arrivedAt);
        }
        else if (place.DueAt <= now)
        {
            Move(wait, wait.Next, place.DueAt, place.Slot);
        }
        else
        {
            _run = _run with { State = _run.State with { Slot = place.Slot } };
            Rest(place.DueAt);
        }
    }

    private LocalTime UsualTime() => _run.StartedAt.InZone(facts.Zone).TimeOfDay;

    private LocalTime OutOfQuietHours(LocalTime time) => plan.Send.QuietHours is { } quiet && quiet.Covers(time) ? quiet.To : time;

    /// <summary>The instant from whose day windows count; the fallback stands once its time has come, also when the event comes later.</summary>
    private Instant? AnchorAt()
    {
        var happenedAt = plan.Anchor.On switch
        {
            AnchorEvent.Shipped => facts.ShippedAt,
            AnchorEvent.Delivered => facts.DeliveredAt,
            _ => _run.StartedAt,
        };
        if (plan.Anchor.OrAfter is not { } span) return happenedAt;
        var fallback = span.After(_run.StartedAt, facts.Zone);
        return happenedAt is { } at && at <= fallback ? at : now >= fallback ? fallback : null;
    }

    private void TakeDate(Step.Wait wait, WaitRule.Date rule)
    {
        switch (_scope.InstantOf(rule.At))
        {
            case Evaluation<Instant?>.Failed failed: Park(failed.Message); break;
            case Evaluation<Instant?>.Of { Value: { } at }: GoOnAt(wait, rule.Offset.From(at, rule.Before, facts.Zone)); break;
            default: Park($"`{rule.At}` gave no date to wait for"); break;
        }
    }

    private void GoOnAt(Step wait, Instant due)
    {
        if (due > now) Rest(due);
        else Move(wait, ((Step.Wait)wait).Next, due);
    }

    private void TakeBranch(Step.Branch branch)
    {
        foreach (var arm in branch.Arms)
        {
            var holds = arm.If is null ? new Evaluation<bool>.Of(true) : _scope.Test(arm.If);
            if (holds is Evaluation<bool>.Failed failed)
            {
                Park(failed.Message);
                return;
            }

            if (holds is not Evaluation<bool>.Of { Value: true }) continue;
            TakeArm(branch, arm.Label, arm.First);
            return;
        }

        TakeArm(branch, "none", branch.Next);
    }

    private void TakeSplit(Step.Split split)
    {
        var index = MailVariants.SplitArm(plan, split, _run.Owner, facts.ArmOf);
        if (!facts.HeldOut) _effects.Add(new Effect.Assign(new(JourneyExperiments.Of(plan, split), split.Arms[index].Name)));
        TakeArm(split, split.Arms[index].Name, split.Arms[index].First);
    }

    private void TakeArm(Step step, string label, int first)
    {
        Note(step.Id, "branch", label);
        var arms = new Dictionary<string, string>(_run.State.Arms) { [step.Id] = label };
        _run = _run with { State = _run.State with { Arms = arms } };
        Move(step, first, _run.ArrivedAt, _run.State.Slot);
    }

    private void TakeUpdate(Step.Update update)
    {
        var values = new List<KeyValuePair<string, string>>(update.Set.Count);
        foreach (var (name, value) in update.Set)
        {
            var json = value switch
            {
                AttributeValue.Fixed known => known.Json,
                AttributeValue.Rendered rendered => Text(rendered.Text) is { } text ? AttributeValue.Quoted(text) : null,
                _ => throw new InvalidOperationException($"the value {value.GetType().Name} is not known"),
            };
            if (json is null) return;
            values.Add(new(name, json));
        }

        var changed = new Effect.UpdateCustomer(values, update.AddTags, update.RemoveTags);
        _effects.Add(changed);
        _scope = _scope.After(changed);
        Move(update, update.Next, _run.ArrivedAt, _run.State.Slot);
    }

    private void TakeWebhook(Step.Webhook webhook)
    {
        if (Text(webhook.Url) is not { } url || Text(webhook.Body) is not { } body) return;
        _effects.Add(new Effect.PostWebhook(webhook.Id, Visit(webhook.Id), url, body));
        Move(webhook, webhook.Next, _run.ArrivedAt, _run.State.Slot);
    }

    private void TakeNotify(Step.Notify notify)
    {
        if (Text(notify.Subject) is not { } subject || Text(notify.Text) is not { } text) return;
        _effects.Add(new Effect.NotifyStaff(notify.Id, Visit(notify.Id), notify.To, subject, text));
        Move(notify, notify.Next, _run.ArrivedAt, _run.State.Slot);
    }

    /// <summary>A text field rendered; null after parking the run because it cannot be.</summary>
    private string? Text(LocalizedText text)
    {
        switch (_scope.TextOf(text))
        {
            case Evaluation<string>.Of rendered: return rendered.Value;
            case Evaluation<string>.Failed failed: Park(failed.Message); return null;
            default: throw new InvalidOperationException("an evaluation is one of two cases");
        }
    }

    private int Visit(string step) => _run.State.Visits.GetValueOrDefault(step) + 1;

    private void Move(Step from, int to, Instant arrivedAt, SendSlot? slot = null)
    {
        var visits = new Dictionary<string, int>(_run.State.Visits) { [from.Id] = Visit(from.Id) };
        _run = _run with
        {
            Step = to,
            Phase = StepPhase.Arrived,
            ArrivedAt = arrivedAt,
            DueAt = now,
            State = _run.State with { Visits = visits, Slot = slot },
        };
    }

    private void Rest(Instant? until)
    {
        _run = _run with { Phase = _run.Phase == StepPhase.Sending ? StepPhase.Sending : StepPhase.Waiting, DueAt = until };
        _resting = true;
    }

    private void Park(string reason) => End(EnrollmentStatus.Parked, reason);

    private void End(EnrollmentStatus status, string? reason)
    {
        var step = _run.Step >= 0 && _run.Step < plan.Steps.Count ? plan.Steps[_run.Step].Id : null;
        var action = status switch { EnrollmentStatus.Finished => "finish", EnrollmentStatus.Parked => "park", _ => "exit" };
        _trace.Add(new(now, step, action, reason));
        var keepsPlace = status == EnrollmentStatus.Parked;
        _run = _run with { Status = status, Reason = reason, EndedAt = now, DueAt = null, Step = keepsPlace ? _run.Step : Step.End };
    }

    private void Note(string step, string action, string? reason) => _trace.Add(new(now, step, action, reason, Visit(step)));
}
