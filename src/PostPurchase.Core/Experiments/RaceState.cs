namespace PostPurchase.Core.Experiments;

/// <summary>What <see cref="SuccessRace"/> says at a look.</summary>
public enum RaceState
{
    /// <summary>Neither line is reached.</summary>
    GoOn,

    /// <summary>The treatment's lead reached the line.</summary>
    TreatmentWins,

    /// <summary>The control's lead reached the line.</summary>
    ControlWins,

    /// <summary>The limit was reached without a winner.</summary>
    NoWinner,
}
