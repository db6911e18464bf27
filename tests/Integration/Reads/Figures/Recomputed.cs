using System.Text.Json;

namespace Rupaya.Integration.Reads.Figures;

/// <summary>
/// The figures of a book once more, from its raw transactions and in the plainest way there is: no totals, no calendar and no rate table of the
/// product. What has to be converted is a day's sum of one account, category and flow, as the product's documentation says.
/// </summary>
internal sealed class Recomputed(RawBook book, RandomBook settings, DateOnly today)
{
    private static readonly Dictionary<string, int> Decimals = new(StringComparer.Ordinal) { ["JPY"] = 0, ["KWD"] = 3 };

    private string Currency => settings.Currency;

    public static string Text(decimal amount) => amount.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Income, expenses and what has no rate, of some lines.</summary>
    public (decimal Income, decimal Expenses, List<(RawLine Line, decimal Own)> Own, List<RawLine> Missing) Earned(
        IEnumerable<RawLine> lines
    )
    {
        var (own, missing) = (new List<(RawLine, decimal)>(), new List<RawLine>());
        var sums = lines
            .Where(l => l.Flow != "transfer")
            .GroupBy(l => (l.Date, l.Account, l.Category, l.Flow, l.Currency))
            .Select(g => new RawLine(g.Key.Date, g.Key.Account, g.Key.Category, g.Key.Currency, g.Key.Flow, g.Sum(l => l.Amount)));
        foreach (var sum in sums)
        {
            if (Convert(sum.Amount, sum.Currency, sum.Date) is { } converted)
            {
                own.Add((sum, converted));
            }
            else
            {
                missing.Add(sum);
            }
        }
        return (
            own.Where(o => o.Item1.Flow == "income").Sum(o => o.Item2),
            -own.Where(o => o.Item1.Flow != "income").Sum(o => o.Item2),
            own,
            missing
        );
    }

    public IEnumerable<RawLine> Between(DateOnly start, DateOnly end) =>
        book.Transactions.SelectMany(t => t.Lines).Where(l => l.Date >= start && l.Date <= end);

    public string Dashboard(DateOnly start, DateOnly end)
    {
        var (income, expenses, own, missing) = Earned(Between(start, end));
        return $"{Text(income)} {Text(expenses)} [{Spending(own)}] {Missing(missing)}";
    }

    public string Spending(List<(RawLine Line, decimal Own)> own) =>
        string.Join(
            ", ",
            own.Where(o => o.Line.Flow != "income")
                .GroupBy(o => o.Line.Category)
                .Select(g => (Name: Name(g.Key), Amount: -g.Sum(o => o.Own)))
                .Where(c => c.Amount != 0)
                .OrderByDescending(c => c.Amount)
                .ThenBy(c => c.Name, StringComparer.Ordinal)
                .Select(c => $"{c.Name} {Text(c.Amount)}")
        );

    public static string Missing(IEnumerable<RawLine> missing) =>
        string.Join(
            ", ",
            missing
                .GroupBy(m => m.Currency)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => $"{g.Key} {Text(g.Sum(m => m.Amount))} {g.Min(m => m.Date):yyyy-MM-dd}..{g.Max(m => m.Date):yyyy-MM-dd}")
        );

    /// <summary>Assets and liabilities at the end of a day.</summary>
    public (decimal Assets, decimal Liabilities) NetWorth(DateOnly day)
    {
        var own = book.Accounts.Select(a => Convert(Balance(a, day), a.Currency, day) ?? 0).ToList();
        return (own.Where(b => b > 0).Sum(), -own.Where(b => b < 0).Sum());
    }

    /// <summary>What was posted up to today, at today's rates.</summary>
    public decimal TotalBalance() => book.Accounts.Sum(a => Convert(Balance(a, today), a.Currency, today) ?? 0);

    /// <summary>The start of the book month with that name.</summary>
    public DateOnly MonthStart(DateOnly month)
    {
        var start = new DateOnly(month.Year, month.Month, Math.Min(settings.MonthStartDay, DateTime.DaysInMonth(month.Year, month.Month)));
        while (settings.WeekendRule != "none" && start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            if (settings.WeekendRule == "none")
            {
                break;
            }
            start = start.AddDays(settings.WeekendRule == "before" ? -1 : 1);
        }
        return start;
    }

    /// <summary>So many book months up to today's: name, first and last day.</summary>
    public List<(string Name, DateOnly Start, DateOnly End)> Months(int count)
    {
        var months = new List<(string, DateOnly, DateOnly)>();
        for (var month = new DateOnly(today.Year, today.Month, 1).AddMonths(2); months.Count < count; month = month.AddMonths(-1))
        {
            if (MonthStart(month) <= today)
            {
                months.Insert(0, ($"{month:yyyy-MM}", MonthStart(month), MonthStart(month.AddMonths(1)).AddDays(-1)));
            }
        }
        return months;
    }

    /// <summary>The book's week, month or year that a day is in.</summary>
    public (DateOnly Start, DateOnly End) Period(string period, DateOnly day)
    {
        if (period == "week")
        {
            var start = day;
            while ((int)start.DayOfWeek != settings.WeekStart)
            {
                start = start.AddDays(-1);
            }
            return (start, start.AddDays(6));
        }
        var step = period == "month" ? 1 : 12;
        var month = new DateOnly(day.Year + 1, period == "month" ? day.Month : 1, 1);
        while (MonthStart(month) > day)
        {
            month = month.AddMonths(-step);
        }
        return (MonthStart(month), MonthStart(month.AddMonths(step)).AddDays(-1));
    }

    public string Budget(JsonElement budget)
    {
        var (period, rollover, limit) = (
            budget.GetProperty("period").GetString()!,
            budget.GetProperty("rollover").GetString(),
            budget.GetProperty("amount").GetDecimal()
        );
        var category = budget.GetProperty("categoryId").GetGuid();
        decimal Spent((DateOnly Start, DateOnly End) p) =>
            Earned(
                Between(p.Start, p.End)
                    .Where(l => l.Flow != "income" && l.Category is { } c && (c == category || book.Categories[c].Parent == category))
            ).Expenses;
        var current = Period(period, today);
        var carried = 0m;
        var walk = Period(period, DateOnly.ParseExact(budget.GetProperty("startDate").GetString()!, "yyyy-MM-dd"));
        while (rollover != "none" && walk.Start < current.Start)
        {
            var left = limit + carried - Spent(walk);
            carried = rollover == "surplus" && left < 0 ? 0 : left;
            walk = Period(period, walk.End.AddDays(1));
        }
        var spent = Spent(current);
        return $"{current.Start:yyyy-MM-dd}..{current.End:yyyy-MM-dd} {Text(carried)} {Text(spent)} {Text(limit + carried - spent)}";
    }

    /// <summary>Rows of a report by what a transaction is labelled with; without counts.</summary>
    public List<string> Rows(DateOnly start, DateOnly end, Func<RawTransaction, RawLine, IEnumerable<string>> labels)
    {
        var labelled = book.Transactions.SelectMany(t => t.Lines.SelectMany(l => labels(t, l).Select(label => (Label: label, Line: l))));
        return
        [
            .. labelled
                .Where(l => l.Line.Date >= start && l.Line.Date <= end && l.Line.Flow != "transfer")
                .GroupBy(l => l.Label, l => l.Line)
                .Select(g => (g.Key, Of: Earned(g)))
                .Where(g => g.Of.Own.Count > 0)
                .Select(g => $"{g.Key} {Text(g.Of.Income)} {Text(g.Of.Expenses)}")
                .Order(StringComparer.Ordinal),
        ];
    }

    public string Name(Guid? category) => category is null ? "Uncategorised" : book.Categories[category.Value].Name;

    public string TopName(Guid? category) => category is null ? "Uncategorised" : Name(book.Categories[category.Value].Parent ?? category);

    public string AccountName(Guid account) => book.Accounts.Single(a => a.Id == account).Name;

    private decimal Balance(RawAccount account, DateOnly day) =>
        (settings.Openings[account.Id] is not { } opened || opened <= day ? account.Opening : 0)
        + book.Transactions.SelectMany(t => t.Lines).Where(l => l.Account == account.Id && l.Date <= day).Sum(l => l.Amount);

    private decimal? Convert(decimal amount, string currency, DateOnly day)
    {
        if (currency == Currency)
        {
            return amount;
        }
        var near = book.Rates.Where(r => r.Date <= day && r.Date >= day.AddDays(-7)).OrderByDescending(r => r.Date).ToList();
        var direct = near.Find(r => r.Base == currency && r.Quote == Currency);
        var turned = near.Find(r => r.Base == Currency && r.Quote == currency);
        decimal? own = (direct, turned) switch
        {
            (null, null) => null,
            (not null, null) => amount * direct.Rate,
            (null, not null) => amount / turned.Rate,
            _ => direct.Date >= turned.Date ? amount * direct.Rate : amount / turned.Rate,
        };
        return own is null ? null : decimal.Round(own.Value, Decimals.GetValueOrDefault(Currency, 2), MidpointRounding.AwayFromZero);
    }
}
