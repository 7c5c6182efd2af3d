using NodaTime;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Scheduling;

/// <summary>When a recurring job runs.</summary>
internal abstract record JobTime
{
    private JobTime() { }

    /// <summary>The first time after an instant. Pure: virtual time, the health page and the look for missed runs ask it.</summary>
    public abstract Instant NextAfter(Instant at);

    /// <summary>At fixed distances, counted from 1970 so that a restart changes nothing. At least a second.</summary>
    public sealed record Every(Duration Length) : JobTime
    {
        /// <inheritdoc/>
        public override Instant NextAfter(Instant at)
        {
            var length = Length.ToInt64Nanoseconds() / 1_000_000;
            return Instant.FromUnixTimeMilliseconds(((at.ToUnixTimeMilliseconds() / length) + 1) * length);
        }

        /// <inheritdoc/>
        public override string ToString() => Length.TotalHours >= 1 ? $"every {Length.TotalHours:0.##} h" : Length.TotalMinutes >= 1 ? $"every {Length.TotalMinutes:0.##} min" : $"every {Length.TotalSeconds:0.##} s";
    }

    /// <summary>Once a day at a wall time of a zone; a time that a change of the clocks swallows comes after the gap.</summary>
    public sealed record Daily(LocalTime Time, DateTimeZone Zone) : JobTime
    {
        /// <inheritdoc/>
        public override Instant NextAfter(Instant at)
        {
            var today = LocalClock.DateOf(at, Zone);
            for (var ahead = 0; ; ahead++)
            {
                var time = LocalClock.Resolve(today.PlusDays(ahead).At(Time), Zone);
                if (time > at) return time;
            }
        }

        /// <inheritdoc/>
        public override string ToString() => $"daily at {Time:HH:mm} {Zone.Id}";
    }
}
