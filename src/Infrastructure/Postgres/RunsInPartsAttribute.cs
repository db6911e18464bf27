namespace Rupaya.Infrastructure.Postgres;

/// <summary>
/// Marks an SQL statement that inserts rows of a book in a CTE. A sharded engine would run its parts one after the other, each with a snapshot of its
/// own, and raise no error (ADR 20): so it must be right that way as well.
/// </summary>
/// <param name="why">What keeps its parts from seeing different states.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class RunsInPartsAttribute(string why) : Attribute
{
    /// <summary>What keeps its parts from seeing different states.</summary>
    public string Why => why;
}
