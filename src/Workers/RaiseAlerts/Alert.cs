using Rupaya.Infrastructure.Base;

namespace Rupaya.Workers.RaiseAlerts;

/// <summary>Something the members of a book should hear of, once per rule, period and subject.</summary>
/// <param name="BookId">The book.</param>
/// <param name="Kind">What clients know it by: <c>budget.threshold</c>, <c>account.low_balance</c>, <c>expense.unusual</c>.</param>
/// <param name="Rule">The kind, with what it is set to.</param>
/// <param name="SupersededBy">A rule that, once said for the same period and subject, makes this one pointless; else empty.</param>
/// <param name="Period">When it may be said again; empty for never.</param>
/// <param name="SubjectId">The budget, account or transaction.</param>
/// <param name="Title">One line.</param>
/// <param name="Body">A sentence.</param>
/// <param name="Data">Facts for the client, JSON.</param>
/// <param name="Seq">The book's number that it was seen at.</param>
internal sealed record Alert(
    Guid BookId,
    string Kind,
    string Rule,
    string SupersededBy,
    string Period,
    Guid SubjectId,
    string Title,
    string Body,
    string Data,
    long Seq
);

/// <summary>A rule finds what is to be said after books have moved; saying it twice is kept from happening where it is written.</summary>
internal interface IAlertRule
{
    Task<IReadOnlyList<Alert>> FindAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation);
}

/// <summary>What counts as worth telling. Bound from <c>Alerts</c>.</summary>
internal sealed record AlertOptions
{
    /// <summary>An account of money at hand is low below this balance, in major units of its currency.</summary>
    public decimal LowBalance { get; init; }

    /// <summary>An expense is unusual when it is more than so many times the average of the 90 days before it.</summary>
    public decimal UnusualFactor { get; init; } = 3;

    /// <summary>Expenses there must be in those 90 days for an average to mean anything.</summary>
    public int UnusualBasis { get; init; } = 10;

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() =>
        Span.Problem(
            new("Alerts:LowBalance", LowBalance, -1_000_000_000, 1_000_000_000),
            new("Alerts:UnusualFactor", UnusualFactor, 1, 1_000_000),
            new("Alerts:UnusualBasis", UnusualBasis, 1, 1_000_000)
        );
}
