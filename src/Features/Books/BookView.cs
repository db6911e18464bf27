using Rupaya.Domain.Books;

namespace Rupaya.Features.Books;

/// <summary>A book as one of its members sees it.</summary>
/// <param name="MonthStartDay">1–31: the day a book month starts on; in a shorter month its last day.</param>
/// <param name="WeekendRule">none, before or after: where an occurrence goes that falls on a weekend.</param>
/// <param name="WeekStart">0 = Sunday … 6 = Saturday.</param>
/// <param name="Role">The caller's: owner, editor or viewer.</param>
/// <param name="Seq">How many changes the book has had.</param>
internal sealed record BookView(
    Guid BookId,
    string Name,
    string Currency,
    string TimeZone,
    int MonthStartDay,
    string WeekendRule,
    int WeekStart,
    string Role,
    long Seq
)
{
    public static BookView From(Book b, Role role) =>
        new(b.BookId, b.Name, b.Currency, b.TimeZone, b.MonthStartDay, b.WeekendRule, b.WeekStart, role.Name(), b.Seq);
}
