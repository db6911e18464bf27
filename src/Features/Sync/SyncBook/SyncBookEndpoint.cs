using Rupaya.Features.Accounts;
using Rupaya.Features.Budgets;
using Rupaya.Features.Categories;
using Rupaya.Features.Transactions;

namespace Rupaya.Features.Sync.SyncBook;

/// <summary>Where the client is.</summary>
/// <param name="Since">The <c>seq</c> of the page before; 0 for everything.</param>
/// <param name="Limit">How many changes the page covers, 1 to 5 000; 500 when omitted.</param>
internal sealed record SyncBookRequest(long? Since, int? Limit);

/// <summary>What the client lacks.</summary>
/// <param name="Seq">What to ask since next.</param>
/// <param name="HasMore">True when there are changes after <paramref name="Seq"/> already.</param>
/// <param name="Accounts">Those whose attributes or balance changed.</param>
/// <param name="Deleted">What is gone.</param>
internal sealed record SyncPage(
    long Seq,
    bool HasMore,
    IReadOnlyList<AccountView> Accounts,
    IReadOnlyList<CategoryView> Categories,
    IReadOnlyList<TransactionState> Transactions,
    IReadOnlyList<BudgetView> Budgets,
    IReadOnlyList<Tombstone> Deleted
);

/// <param name="Kind">account, category, transaction or budget.</param>
internal sealed record Tombstone(string Kind, Guid Id, long Version);

internal sealed class SyncBookEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/sync",
                ([AsParameters] SyncBookRequest request, Caller caller, SyncBookHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("SyncBook")
            .WithTags("Sync")
            .WithSummary("Everything that changed since a number")
            .WithDescription(
                "Pages are counted in changes. A page holds each thing it names as it is now, so applying the pages in order leads to what the "
                    + "server has, also while others write. 400 unknown_seq for a number this book has not reached: start again from 0."
            )
            .Produces<SyncPage>()
            .Problems(400, 401, 404, 503);
}

internal sealed class SyncBookValidator : AbstractValidator<SyncBookRequest>
{
    public SyncBookValidator()
    {
        RuleFor(r => r.Since).GreaterThanOrEqualTo(0);
        RuleFor(r => r.Limit).InclusiveBetween(1, 5000);
    }
}
