using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Transactions.ChangeTransactions;

internal sealed class ChangeTransactionsHandler(BookDoor door)
{
    public const int Most = 5000;

    private static readonly ReconciledLock NotForced = new(IsForced: false, Reason: null);

    public Task<Result<Reply<ChangeTransactionsResponse>>> HandleAsync(
        ChangeTransactionsRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<ChangeTransactionsResponse>(
            caller,
            BookReads.Nothing.Category(request.Set!.CategoryId.Value),
            (book, commit, c) => DecideAsync(request, book, commit, c),
            cancellation
        );

    private static async Task<Result<Reply<ChangeTransactionsResponse>>> DecideAsync(
        ChangeTransactionsRequest request,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        if (book.Category(request.Set!.CategoryId.Value).Error is { } unknown)
        {
            return unknown;
        }
        var ids =
            request.Ids?.Distinct().ToList()
            ?? await TransactionSearch.MatchAsync(book, ((ITransactionQuery)request.Filter!).Filter(book.BookId), Most + 1, cancellation);
        if (ids.Count > Most)
        {
            return Problems.TooManyMatches.Because($"More than {Most} transactions match.");
        }
        await book.LoadForEditsAsync([.. ids], cancellation);
        var changed = 0;
        var skipped = new List<SkippedTransaction>();
        foreach (var id in ids)
        {
            var taken = Take(id, request.Set, book, commit);
            changed += taken is { IsSuccess: true, Value: true } ? 1 : 0;
            if (taken.Error is { } refused)
            {
                skipped.Add(new SkippedTransaction(id, refused.Code));
            }
        }
        if (request.DryRun == true)
        {
            commit.Abandon();
        }
        return Reply.Ok(new ChangeTransactionsResponse(ids.Count, changed, skipped));
    }

    /// <summary>True when there was something to change.</summary>
    private static Result<bool> Take(Guid id, SetMembers set, LockedBook book, BookCommit commit)
    {
        var found = book.Transaction(id);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var before = found.Value;
        var tags = TagsOf(before, set);
        if (tags.Length > Rules.MaxTags)
        {
            return Problems.ValidationFailed.Error;
        }
        var edit = new TransactionEdit
        {
            CategoryId = Differs(set.CategoryId, before.Splits.Count > 0 ? Guid.Empty : before.CategoryId),
            Status = Differs(set.Status, before.Status),
            Merchant = Differs(set.Merchant, before.Merchant),
            Tags = tags.SequenceEqual(before.Tags, StringComparer.Ordinal) ? default : new(true, tags),
            Lock = NotForced,
        };
        if (!(edit.CategoryId.IsGiven || edit.Status.IsGiven || edit.Merchant.IsGiven || edit.Tags.IsGiven))
        {
            return false;
        }
        var decided = edit.Decide(before, book, commit.Balances);
        if (decided.Error is { } refused)
        {
            return refused;
        }
        commit.Record(decided.Value);
        return true;
    }

    private static Optional<T?> Differs<T>(Optional<T?> wanted, T? before) =>
        wanted.IsGiven && !EqualityComparer<T?>.Default.Equals(wanted.Value, before) ? wanted : default;

    private static string[] TagsOf(Transaction before, SetMembers set)
    {
        var gone = (set.RemoveTags ?? []).Select(NameKey.Of).ToHashSet(StringComparer.Ordinal);
        var kept = before.Tags.Where(t => !gone.Contains(NameKey.Of(t))).ToList();
        var known = kept.Select(NameKey.Of).ToHashSet(StringComparer.Ordinal);
        return [.. kept, .. (set.AddTags ?? []).Where(t => known.Add(NameKey.Of(t)))];
    }
}
