using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>What a row means for the journal.</summary>
internal static class Postings
{
    /// <summary>One posting, or one for each part of a split; none for what is not there or deleted.</summary>
    public static IReadOnlyList<Posted> Of(Transaction? row)
    {
        if (row is null || row.DeletedSeq is not null)
        {
            return [];
        }
        var sign = row.Direction == "in" ? 1 : -1;
        var whole = new Posted(
            row.AccountId,
            row.CategoryId ?? Posting.NoCategory,
            row.Date,
            row.Currency,
            Flows.Parse(row.Flow),
            sign * row.Amount
        );
        return row.Splits.Count == 0
            ? [whole]
            : [.. row.Splits.Select(s => whole with { CategoryId = s.CategoryId ?? Posting.NoCategory, Amount = sign * s.Amount })];
    }

    public static Posted Opening(Account account) =>
        new(
            account.AccountId,
            Posting.NoCategory,
            account.OpeningDate ?? DateOnly.MinValue,
            account.Currency,
            Flow.Opening,
            account.OpeningBalance
        );
}
