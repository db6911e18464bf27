namespace Rupaya.Features.Transactions.ChangeTransactions;

/// <summary>Which transactions, by ids or by a filter, and what to change in all of them.</summary>
/// <param name="Ids">Up to 5 000.</param>
/// <param name="Filter">What the list's query says, as JSON; all of it must hold.</param>
/// <param name="DryRun">True tells what would be done and does nothing.</param>
internal sealed record ChangeTransactionsRequest(IReadOnlyList<Guid>? Ids, TransactionMatch? Filter, SetMembers? Set, bool? DryRun);

/// <summary>What each of the transactions gets; what is omitted stays.</summary>
/// <param name="CategoryId">Null for Uncategorised; of a split transaction it ends the split.</param>
/// <param name="Status"><c>cleared</c> or <c>pending</c>.</param>
/// <param name="AddTags">Beside those that are there, at most twenty in all.</param>
/// <param name="RemoveTags">Whatever their case.</param>
/// <param name="Merchant">Null clears it.</param>
internal sealed record SetMembers(
    Optional<Guid?> CategoryId,
    Optional<string?> Status,
    string[]? AddTags,
    string[]? RemoveTags,
    Optional<string?> Merchant
);

/// <summary>The filter of the list of transactions, as JSON.</summary>
internal sealed record TransactionMatch(
    Guid? AccountId,
    IReadOnlyList<Guid>? AccountIds,
    Guid? CategoryId,
    bool? IncludeChildren,
    bool? Uncategorised,
    string? Type,
    string? Flow,
    string? Status,
    bool? Reconciled,
    DateOnly? StartDate,
    DateOnly? EndDate,
    decimal? MinAmount,
    decimal? MaxAmount,
    string? Tag,
    IReadOnlyList<string>? Tags,
    string? TagMode,
    DateTimeOffset? CreatedSince,
    DateTimeOffset? UpdatedSince,
    string? Q
) : ITransactionQuery
{
    QueryIds? ITransactionQuery.Ids => null;
    QueryIds? ITransactionQuery.AccountIds => AccountIds is null ? null : new QueryIds(AccountIds);
    bool? ITransactionQuery.Children => null;
    QueryDate? ITransactionQuery.StartDate => StartDate is { } day ? new QueryDate(day) : null;
    QueryDate? ITransactionQuery.EndDate => EndDate is { } day ? new QueryDate(day) : null;
    QueryNumber? ITransactionQuery.MinAmount => MinAmount is { } amount ? new QueryNumber(amount) : null;
    QueryNumber? ITransactionQuery.MaxAmount => MaxAmount is { } amount ? new QueryNumber(amount) : null;
    QueryWords? ITransactionQuery.Tags => Tags is null ? null : new QueryWords(Tags);
    QueryInstant? ITransactionQuery.CreatedSince => CreatedSince is { } at ? new QueryInstant(at.ToUniversalTime()) : null;
    QueryInstant? ITransactionQuery.UpdatedSince => UpdatedSince is { } at ? new QueryInstant(at.ToUniversalTime()) : null;
}

/// <param name="Matched">How many there are, those that were skipped included.</param>
/// <param name="Changed">How many were changed; what already was as wanted is not among them.</param>
/// <param name="Skipped">What was refused.</param>
internal sealed record ChangeTransactionsResponse(int Matched, int Changed, IReadOnlyList<SkippedTransaction> Skipped);

/// <param name="Code">Of the problem that a change of it alone would be answered with.</param>
internal sealed record SkippedTransaction(Guid Id, string Code);

internal sealed class ChangeTransactionsEndpoint(ChangeTransactionsHandler handler)
    : ApiEndpoint<ChangeTransactionsRequest, ChangeTransactionsResponse>
{
    public override void Configure()
    {
        Post("/transactions/change");
        Describe(
            "Change up to 5 000 transactions alike, in one commit",
            "Those that cannot be changed are skipped, each with the code that a change of it alone would be answered with. 409 too_many_matches when "
                + "more match."
        );
        Idempotent();
        InBook();
        Refuses(Problems.TooManyMatches);
    }

    public override Task HandleAsync(ChangeTransactionsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
