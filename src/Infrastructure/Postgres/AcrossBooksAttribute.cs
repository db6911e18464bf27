namespace Rupaya.Infrastructure.Postgres;

/// <summary>
/// Marks an SQL statement that cannot know its book, because it asks about a user or about all books. Every other statement names the book for each
/// table that belongs to one (ADR 20), and a test fails for one that does not. The field holds the whole statement, or a list of them.
/// </summary>
/// <param name="why">Why it cannot, and what keeps it cheap.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class AcrossBooksAttribute(string why) : Attribute
{
    /// <summary>Why it cannot know its book.</summary>
    public string Why => why;
}
