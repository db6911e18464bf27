using System.Data;
using Npgsql;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What an account will hold if nothing but the known comes.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Currency">The account's own.</param>
/// <param name="Series">The balance at the end of each day, from today.</param>
/// <param name="BelowLimitOn">The first day that ends below −overdraftLimit; null when none does.</param>
public sealed record AccountForecast(
    Guid AccountId,
    string Name,
    string Currency,
    IReadOnlyList<ForecastDay> Series,
    DateOnly? BelowLimitOn
);

/// <summary>What an account will hold on a day to come.</summary>
/// <param name="Date">The civil day.</param>
/// <param name="Balance">At its end, in the account's currency.</param>
public sealed record ForecastDay(DateOnly Date, decimal Balance);

/// <summary>
/// The balance of each account for the coming days: what it holds today, what is booked for later days, and what schedules will post. What a
/// schedule has due and a worker has not posted yet counts today.
/// </summary>
public sealed class ForecastFigure(NpgsqlDataSource database) : IFigure<CountParameters, IEnumerable<AccountForecast>>
{
    /// <inheritdoc/>
    public string Name => "forecast";

    /// <inheritdoc/>
    public int AnswerVersion => 2;

    /// <inheritdoc/>
    public async Task<Figure<IEnumerable<AccountForecast>>> ComputeAsync(
        BookHead book,
        CountParameters parameters,
        CancellationToken cancellation
    )
    {
        var today = parameters.Today;
        DateOnly[] days = [.. Enumerable.Range(0, parameters.Count + 1).Select(today.AddDays)];
        var query = new SumQuery(SumShape.Balances, new DateRange(today, today)) { Days = days };
        // One snapshot: a day that is posted in between would count twice or not at all.
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var rows = await JournalSums.ReadRowsAsync(connection, book, query, cancellation);
        var planned = await RecurringSchedules.ReadAsync(connection, book.BookId, recurringId: null, cancellation);
        var changed = await RecurringSchedules.ChangedAsync(connection, book.BookId, cancellation);
        return new(rows.Label, Forecast(rows, days, Moves(planned, changed, days, rows)));
    }

    /// <summary>What schedules will move, by account and day.</summary>
    private static ILookup<(Guid Account, DateOnly Day), decimal> Moves(
        IReadOnlyList<RecurringSchedule> planned,
        ILookup<Guid, RecurringOccurrence> changed,
        DateOnly[] days,
        SumRows rows
    )
    {
        // What leaves or enters an archived account will fail.
        var currencies = rows.Accounts.Where(a => !a.IsArchived).ToDictionary(a => a.AccountId, a => a.Currency);
        return planned
            .Where(r => currencies.ContainsKey(r.AccountId) && (r.ToAccountId is null || currencies.ContainsKey(r.ToAccountId.Value)))
            .SelectMany(r =>
                ScheduledDay
                    .From(r, r.NextIndex, changed[r.RecurringId].ToDictionary(o => o.Occurrence))
                    .TakeWhile(t => t.Date <= days[^1])
                    .Where(t => !t.IsSkipped)
            )
            .SelectMany(t => Effects(t, currencies).Select(e => (e.Account, Day: t.Date < days[0] ? days[0] : t.Date, e.Amount)))
            .ToLookup(e => (e.Account, e.Day), e => e.Amount);
    }

    private static IEnumerable<(Guid Account, decimal Amount)> Effects(ScheduledDay turn, Dictionary<Guid, string> currencies)
    {
        yield return (turn.Schedule.AccountId, turn.Schedule.Type == Flow.Income ? turn.Amount : -turn.Amount);
        if (turn.Schedule.ToAccountId is { } to)
        {
            yield return (to, turn.ToAmount(Domain.Money.Currency.Of(currencies[to])));
        }
    }

    private static List<AccountForecast> Forecast(SumRows rows, DateOnly[] days, ILookup<(Guid, DateOnly), decimal> planned)
    {
        var later = rows.Moves.ToLookup(m => (m.SubjectId, m.Bucket), m => m.Amount);
        var forecasts = new List<AccountForecast>();
        foreach (var account in rows.Accounts.Where(a => !a.IsArchived).OrderBy(a => a.AccountId))
        {
            // Today's balance is the present one without what is dated later; each day adds what is dated on it.
            var balance = account.Balance - Enumerable.Range(1, days.Length).Sum(i => later[(account.AccountId, i)].Sum());
            var series = new List<ForecastDay>(days.Length);
            for (var i = 0; i < days.Length; i++)
            {
                balance += planned[(account.AccountId, days[i])].Sum() + (i == 0 ? 0 : later[(account.AccountId, i)].Sum());
                series.Add(new ForecastDay(days[i], balance));
            }
            var below = series.Find(d => d.Balance < -account.OverdraftLimit)?.Date;
            forecasts.Add(new AccountForecast(account.AccountId, account.Name, account.Currency, series, below));
        }
        return forecasts;
    }
}
