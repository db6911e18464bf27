namespace Rupaya.Domain.Ledger;

/// <summary>Which way money moves, seen from the account. Stored and sent as the lower-case name.</summary>
public enum Direction
{
    /// <summary>Into the account.</summary>
    In,

    /// <summary>Out of the account.</summary>
    Out,
}

/// <summary>The stored names of <see cref="Direction"/>, and what it means for an amount.</summary>
public static class Directions
{
    /// <summary>The lower-case name as stored and sent.</summary>
    public static string Name(this Direction direction) => direction == Direction.In ? "in" : "out";

    /// <summary>+1 for what comes in, −1 for what goes out.</summary>
    public static int Sign(this Direction direction) => direction == Direction.In ? 1 : -1;

    /// <summary>The direction with that stored name.</summary>
    public static Direction Parse(string name) =>
        name switch
        {
            "in" => Direction.In,
            "out" => Direction.Out,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown direction."),
        };
}
