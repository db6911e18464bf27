namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record Book
{
    public required Guid BookId { get; init; }
    public required string Name { get; init; }
    public required string Currency { get; init; }
    public required string TimeZone { get; init; }
    public required int MonthStartDay { get; init; }
    public required string WeekendRule { get; init; }
    public required int WeekStart { get; init; }
    public required long Seq { get; init; }
    public required int Epoch { get; init; }
    public required long RatesVersion { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record BookMember
{
    public required Guid BookId { get; init; }
    public required Guid UserId { get; init; }
    public required string Role { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }
}

internal sealed record Account
{
    public required Guid BookId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required string Currency { get; init; }
    public required decimal OpeningBalance { get; init; }
    public required DateOnly? OpeningDate { get; init; }
    public required decimal CurrentBalance { get; init; }

    /// <summary>No posting of it is dated later; null when it has none.</summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>The day of the latest statement that proved the balance; null for none.</summary>
    public DateOnly? ReconciledOn { get; init; }
    public required decimal OverdraftLimit { get; init; }
    public required bool IsArchived { get; init; }
    public required long Version { get; init; }
    public required long LastPostingSeq { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public long? DeletedSeq { get; init; }
}

internal sealed record Category
{
    public required Guid BookId { get; init; }
    public required Guid CategoryId { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public required Guid? ParentId { get; init; }
    public required string? Icon { get; init; }
    public required string? Color { get; init; }
    public required bool IsSystem { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public long? DeletedSeq { get; init; }
}

internal sealed record Transaction
{
    public required Guid BookId { get; init; }
    public required Guid TransactionId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid? CategoryId { get; init; }
    public required string Flow { get; init; }
    public required string Direction { get; init; }
    public required decimal Amount { get; init; }
    public required string Currency { get; init; }
    public required DateOnly Date { get; init; }
    public required string? Description { get; init; }
    public required string? Merchant { get; init; }
    public required string[] Tags { get; init; }
    public required string Status { get; init; }
    public Guid? TransferId { get; init; }
    public Guid? RefundOf { get; init; }
    public decimal RefundedAmount { get; init; }
    public long? ReconciledSeq { get; init; }
    public Guid? ImportIdentity { get; init; }

    /// <summary>The bank's own id of an imported row, as it was written.</summary>
    public string? Reference { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public long? DeletedSeq { get; init; }

    /// <summary>The parts, from <c>transaction_splits</c>; empty for a transaction in a single category.</summary>
    public IReadOnlyList<Split> Splits { get; init; } = [];
}

/// <summary>A part of a transaction.</summary>
/// <param name="CategoryId">Null for Uncategorised.</param>
/// <param name="Amount">Positive, in the transaction's currency.</param>
internal sealed record Split(Guid? CategoryId, decimal Amount, string? Description);

internal sealed record TransactionSplit
{
    public required Guid BookId { get; init; }
    public required Guid TransactionId { get; init; }
    public required int Line { get; init; }
    public required Guid? CategoryId { get; init; }
    public required decimal Amount { get; init; }
    public required string? Description { get; init; }
}

internal sealed record Budget
{
    public required Guid BookId { get; init; }
    public required Guid BudgetId { get; init; }
    public required Guid CategoryId { get; init; }

    /// <summary>Of the first periods; <see cref="LaterFrom"/> and <see cref="LaterAmounts"/> hold the others.</summary>
    public required decimal Amount { get; init; }
    public required string Period { get; init; }
    public required string Rollover { get; init; }
    public required DateOnly StartDate { get; init; }
    public DateOnly? EndDate { get; init; }

    /// <summary>From which days on the amounts of <see cref="LaterAmounts"/> hold, ascending.</summary>
    public DateOnly[] LaterFrom { get; init; } = [];
    public decimal[] LaterAmounts { get; init; } = [];
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public long? DeletedSeq { get; init; }
}

internal sealed record Notification
{
    public required Guid BookId { get; init; }
    public required Guid NotificationId { get; init; }
    public required Guid UserId { get; init; }
    public required string Kind { get; init; }
    public required string Rule { get; init; }
    public required string Period { get; init; }
    public required Guid SubjectId { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public required string Data { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? ReadAt { get; init; }
}
