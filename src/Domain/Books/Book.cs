using Rupaya.Domain.Calendars;

namespace Rupaya.Domain.Books;

/// <summary>The head of a book: its settings and the number of its last change.</summary>
public sealed record Book
{
    /// <summary>Its id.</summary>
    public required Guid BookId { get; init; }

    /// <summary>As its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 4217 code: the currency of its figures, budgets and goals.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA name: decides which day it is.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The day a month of its figures begins on, 1 to 31: in a shorter month its last day.</summary>
    public required int MonthStartDay { get; init; }

    /// <summary>Where a month would begin on a weekend: <c>none</c>, <c>before</c> or <c>after</c>.</summary>
    public required string WeekendRule { get; init; }

    /// <summary>The day a week begins on: 1 Monday to 7 Sunday.</summary>
    public required int WeekStart { get; init; }

    /// <summary>Its own weeks, months and years.</summary>
    public BookCalendar Calendar() => new(MonthStartDay, WeekStart, WeekendRules.Parse(WeekendRule));

    /// <summary>The number of the last change.</summary>
    public required long Seq { get; init; }

    /// <summary>Which history the numbers belong to.</summary>
    public required int Epoch { get; init; }

    /// <summary>Counts the changes of its own rates.</summary>
    public required long RatesVersion { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
