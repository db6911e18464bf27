namespace Rupaya.Domain.Ledger;

/// <summary>A transaction as it is stored: what happened on one account, on one day.</summary>
public sealed record Transaction
{
    /// <summary>The book it belongs to.</summary>
    public required Guid BookId { get; init; }

    /// <summary>Its id within the book.</summary>
    public required Guid TransactionId { get; init; }

    /// <summary>The account whose balance it moves.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Null for Uncategorised, and where there are <see cref="Splits"/>.</summary>
    public required Guid? CategoryId { get; init; }

    /// <summary>Why money moved.</summary>
    public required Flow Flow { get; init; }

    /// <summary>Which way money moved.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Positive, in major units of <see cref="Currency"/>.</summary>
    public required decimal Amount { get; init; }

    /// <summary>ISO 4217 code of the account.</summary>
    public required string Currency { get; init; }

    /// <summary>Civil date in the book's zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What its owner wrote about it.</summary>
    public required string? Description { get; init; }

    /// <summary>With whom.</summary>
    public required string? Merchant { get; init; }

    /// <summary>Names its owner gave it.</summary>
    public required string[] Tags { get; init; }

    /// <summary><c>cleared</c> or <c>pending</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What both legs of a transfer share; null for others.</summary>
    public Guid? TransferId { get; init; }

    /// <summary>The expense that this gives back; null for others.</summary>
    public Guid? RefundOf { get; init; }

    /// <summary>How much of an expense was given back, in <see cref="Currency"/>.</summary>
    public decimal RefundedAmount { get; init; }

    /// <summary>The change that proved it against a statement; null while it is not reconciled.</summary>
    public long? ReconciledSeq { get; init; }

    /// <summary>What an import knows it by; null for what was not imported.</summary>
    public Guid? ImportIdentity { get; init; }

    /// <summary>The bank's own id of an imported row, as it was written.</summary>
    public string? Reference { get; init; }

    /// <summary>The change that made it what it is.</summary>
    public required long Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The change that deleted it; null while it lives.</summary>
    public long? DeletedSeq { get; init; }

    /// <summary>The parts, in order; empty for a transaction in a single category.</summary>
    public IReadOnlyList<Split> Splits { get; init; } = [];
}
