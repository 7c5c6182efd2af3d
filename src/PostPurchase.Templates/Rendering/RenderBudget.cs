namespace PostPurchase.Templates;

/// <summary>
/// What is left of the <see cref="RenderLimits"/> of one render. Whatever loops calls <see cref="Step"/>, whatever allocates calls
/// <see cref="Allocate"/> before it does. Exceeding throws <see cref="TemplateException"/> with the place of the call or loop.
/// </summary>
public sealed class RenderBudget
{
    private const int StepsBetweenClockReads = 1024;

    private readonly RenderLimits _limits;
    private readonly TimeProvider? _clock;
    private readonly long _startedAt;
    private readonly CallContext _context;
    private long _steps;
    private long _loopRounds;
    private long _allocated;
    private long _written;
    private long _nextClockRead = StepsBetweenClockReads;

    internal RenderBudget(RenderLimits limits, TimeProvider? clock, CallContext context)
    {
        (_limits, _clock, _context) = (limits, clock, context);
        _startedAt = clock?.GetTimestamp() ?? 0;
    }

    /// <summary>The limits.</summary>
    public RenderLimits Limits => _limits;

    /// <summary>Steps taken so far.</summary>
    public long StepsTaken => _steps;

    /// <summary>Charges work that grows with data: one step an item touched, or one a thousand characters.</summary>
    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps > _limits.Steps || _steps < 0) throw Exceeded($"Exceeding the step limit `{_limits.Steps}` of a render");
        if (_steps >= _nextClockRead) ReadClock();
    }

    /// <summary>Charges characters of a new string, or items of a new list or object, before they are allocated.</summary>
    public void Allocate(long units)
    {
        if (units < 0 || units > _limits.AllocatedUnits - _allocated)
            throw Exceeded($"Exceeding the size limit `{_limits.AllocatedUnits}` of the values of a render");
        _allocated += units;
        Step(units >> 10);
    }

    /// <summary>Charges a look through a text: a step for each thousand characters.</summary>
    internal void Look(int characters)
    {
        if (characters >= 1 << 10) Step(characters >> 10);
    }

    internal void LoopRound()
    {
        Step();
        if (_limits.LoopRounds is { } limit && ++_loopRounds > limit)
            throw Exceeded($"Exceeding number of iteration limit `{limit}` for loop statement.");
    }

    internal void Write(int characters)
    {
        _written += characters;
        if (_written > _limits.OutputCharacters) throw Exceeded($"Exceeding the output limit `{_limits.OutputCharacters}` of a render");
    }

    private TemplateException Exceeded(string message) => _context.Fail(message, ErrorCode.Limit);

    private void ReadClock()
    {
        _nextClockRead = _steps + StepsBetweenClockReads;
        if (_clock is not null && _limits.Deadline is { } deadline && _clock.GetElapsedTime(_startedAt) > deadline)
            throw Exceeded($"Exceeding the time limit of {deadline.TotalMilliseconds:0} ms for a render");
    }
}
