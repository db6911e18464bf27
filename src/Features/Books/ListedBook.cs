using Rupaya.Domain.Books;

namespace Rupaya.Features.Books;

/// <summary>A book in the list of one of its members.</summary>
/// <param name="MonthStartDay">1–31: the day a book month starts on; in a shorter month its last day.</param>
/// <param name="WeekendRule">none, before or after: where an occurrence goes that falls on a weekend.</param>
/// <param name="WeekStart">0 = Sunday … 6 = Saturday.</param>
/// <param name="Role">The caller's: owner, editor or viewer.</param>
/// <param name="Seq">How many changes the book has had.</param>
/// <param name="IsDefault">True for the book that requests act on which name none.</param>
/// <param name="MemberCount">How many may open it, the caller among them.</param>
internal sealed record ListedBook(
    Guid BookId,
    string Name,
    string Currency,
    string TimeZone,
    int MonthStartDay,
    string WeekendRule,
    int WeekStart,
    string Role,
    long Seq,
    bool IsDefault,
    long MemberCount
)
{
    public static ListedBook From(Book b, Role role, bool isDefault, long members) =>
        new(b.BookId, b.Name, b.Currency, b.TimeZone, b.MonthStartDay, b.WeekendRule, b.WeekStart, role.Name(), b.Seq, isDefault, members);
}
