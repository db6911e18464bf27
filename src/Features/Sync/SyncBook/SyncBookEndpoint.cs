using System.Text.Json.Serialization;
using Rupaya.Features.Accounts;
using Rupaya.Features.Books;
using Rupaya.Features.Budgets;
using Rupaya.Features.Categories;
using Rupaya.Features.Goals;
using Rupaya.Features.Rates;
using Rupaya.Features.Recurring;
using Rupaya.Features.Transactions;

namespace Rupaya.Features.Sync.SyncBook;

/// <summary>Where the client is.</summary>
/// <param name="Since">The <c>seq</c> of the page before; 0 for everything.</param>
/// <param name="Limit">How many changes the page covers, 1 to 5 000; 500 when omitted.</param>
/// <param name="Kinds">
/// The lists that are wanted, with commas between: accounts, categories, transactions, budgets (these four when omitted), goals, recurring, rates,
/// book and members; or <c>all</c>.
/// </param>
internal sealed record SyncBookRequest(long? Since, int? Limit, string? Kinds)
{
    /// <summary>The lists that are wanted.</summary>
    public IReadOnlyList<string> Lists =>
        Kinds switch
        {
            null => SyncKinds.Usual,
            "all" => [.. SyncKinds.All],
            _ => Kinds.Split(','),
        };
}

/// <summary>What the client lacks. Lists that are not asked for are not there.</summary>
/// <param name="Seq">What to ask since next.</param>
/// <param name="HasMore">True when there are changes after <paramref name="Seq"/> already.</param>
/// <param name="Accounts">Those whose attributes or balance changed.</param>
/// <param name="Goals">What they are; how far they are, is asked for with GET.</param>
/// <param name="Recurring">Schedules.</param>
/// <param name="Rates">The book's own.</param>
/// <param name="Book">Its settings, where they changed.</param>
/// <param name="Members">Who may open the book.</param>
/// <param name="Deleted">What is gone of the kinds that are asked for.</param>
internal sealed record SyncPage(
    long Seq,
    bool HasMore,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AccountView>? Accounts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CategoryView>? Categories,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TransactionState>? Transactions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<BudgetView>? Budgets,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<GoalPlan>? Goals,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RecurringView>? Recurring,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RateView>? Rates,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BookView? Book,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MemberView>? Members,
    IReadOnlyList<Tombstone> Deleted
);

/// <param name="Kind">account, category, transaction, budget, goal, recurring, rate or member.</param>
internal sealed record Tombstone(string Kind, Guid Id, long Version);

internal sealed class SyncBookEndpoint(SyncBookHandler handler) : ApiEndpoint<SyncBookRequest, SyncPage>
{
    public override void Configure()
    {
        Get("/sync");
        Describe(
            "Everything that changed since a number",
            "Pages are counted in changes. A page holds each thing it names as it is now, so applying the pages in order leads to what the "
                + "server has, also while others write. 400 unknown_seq for a number this book has not reached, and after a restore 409 sync_reset {epoch} for one that "
                + "it took away: start again from 0. "
                + "An account's balanceToday is of the day of the answer: when a day turns, nothing is sent for it."
        );
        InBook();
        Refuses(Problems.SyncReset, Problems.UnknownSeq);
    }

    public override Task HandleAsync(SyncBookRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
