namespace Rupaya.Domain.Budgets;

/// <summary>A budget of an expense category, in the currency of its book.</summary>
public sealed record Budget
{
    /// <summary>The book it belongs to.</summary>
    public required Guid BookId { get; init; }

    /// <summary>Its id within the book.</summary>
    public required Guid BudgetId { get; init; }

    /// <summary>The expense category, its children included.</summary>
    public required Guid CategoryId { get; init; }

    /// <summary>Of the first periods; <see cref="LaterFrom"/> and <see cref="LaterAmounts"/> hold the others.</summary>
    public required decimal Amount { get; init; }

    /// <summary><c>week</c>, <c>month</c> or <c>year</c>.</summary>
    public required string Period { get; init; }

    /// <summary>What goes on into the next period: <c>none</c>, <c>surplus</c> or <c>both</c>.</summary>
    public required string Rollover { get; init; }

    /// <summary>A day of its first period.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>A day of its last period; null for no end.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>From which days on the amounts of <see cref="LaterAmounts"/> hold, ascending.</summary>
    public DateOnly[] LaterFrom { get; init; } = [];

    /// <summary>The amounts from the days of <see cref="LaterFrom"/> on.</summary>
    public decimal[] LaterAmounts { get; init; } = [];

    /// <summary>The change that made it what it is.</summary>
    public required long Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The change that deleted it; null while it lives.</summary>
    public long? DeletedSeq { get; init; }

    /// <summary>What it allows, over its periods.</summary>
    public BudgetPlan Plan() =>
        new(Amount, Period, Rollover, StartDate, EndDate)
        {
            Later = [.. LaterFrom.Zip(LaterAmounts, (from, amount) => new BudgetStep(from, amount))],
        };

    /// <summary>The budget with another plan.</summary>
    public Budget With(BudgetPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return this with
        {
            Amount = plan.Amount,
            Period = plan.Period,
            Rollover = plan.Rollover,
            StartDate = plan.StartDate,
            EndDate = plan.EndDate,
            LaterFrom = [.. plan.Later.Select(s => s.From)],
            LaterAmounts = [.. plan.Later.Select(s => s.Amount)],
        };
    }
}
