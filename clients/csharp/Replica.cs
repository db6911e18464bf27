namespace Rupaya.Client;

/// <summary>A copy of a book that <see cref="PullAsync"/> brings up to date.</summary>
public sealed class Replica(RupayaApi api)
{
    /// <summary>How far it has come.</summary>
    public long Seq { get; private set; }

    /// <summary>The book's settings.</summary>
    public BookView? Book { get; private set; }

    /// <summary>By id, as everything here.</summary>
    public Dictionary<Guid, AccountView> Accounts { get; } = [];

    /// <summary>Of expenses and income.</summary>
    public Dictionary<Guid, CategoryView> Categories { get; } = [];

    /// <summary>With ids instead of names.</summary>
    public Dictionary<Guid, TransactionState> Transactions { get; } = [];

    /// <summary>What they are; how far they are used, is asked for with GET.</summary>
    public Dictionary<Guid, BudgetView> Budgets { get; } = [];

    /// <summary>What they are; how far they are, is asked for with GET.</summary>
    public Dictionary<Guid, GoalPlan> Goals { get; } = [];

    /// <summary>Schedules.</summary>
    public Dictionary<Guid, RecurringView> Recurring { get; } = [];

    /// <summary>The book's own.</summary>
    public Dictionary<Guid, RateView> Rates { get; } = [];

    /// <summary>Who may open the book, by user.</summary>
    public Dictionary<Guid, MemberView> Members { get; } = [];

    /// <summary>Fetches what is new.</summary>
    /// <param name="limit">How many changes a page covers, up to 5 000.</param>
    /// <param name="cancellationToken">Ends it; what was fetched stays.</param>
    /// <returns>How far it has come.</returns>
    public async Task<long> PullAsync(int limit = 1000, CancellationToken cancellationToken = default)
    {
        SyncPage page;
        do
        {
            page = await PageAsync(limit, cancellationToken).ConfigureAwait(false);
            Apply(page);
            Seq = page.Seq;
        } while (page.HasMore);
        return Seq;
    }

    private async Task<SyncPage> PageAsync(int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await api.SyncBookAsync(Seq, limit, "all", cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        // The book was restored to before what this copy has seen.
        catch (ApiException refusal) when (refusal.Code == "unknown_seq" && Seq > 0)
        {
            foreach (
                var rows in new System.Collections.IDictionary[]
                {
                    Accounts,
                    Categories,
                    Transactions,
                    Budgets,
                    Goals,
                    Recurring,
                    Rates,
                    Members,
                }
            )
            {
                rows.Clear();
            }
            return await api.SyncBookAsync(0, limit, "all", cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private void Apply(SyncPage page)
    {
        Book = page.Book ?? Book;
        Apply(Accounts, page.Accounts, a => a.AccountId, "account", page.Deleted);
        Apply(Categories, page.Categories, c => c.CategoryId, "category", page.Deleted);
        Apply(Transactions, page.Transactions, t => t.TransactionId, "transaction", page.Deleted);
        Apply(Budgets, page.Budgets, b => b.BudgetId, "budget", page.Deleted);
        Apply(Goals, page.Goals, g => g.GoalId, "goal", page.Deleted);
        Apply(Recurring, page.Recurring, r => r.RecurringId, "recurring", page.Deleted);
        Apply(Rates, page.Rates, r => r.RateId, "rate", page.Deleted);
        Apply(Members, page.Members, m => m.UserId, "member", page.Deleted);
    }

    private static void Apply<T>(
        Dictionary<Guid, T> rows,
        IReadOnlyList<T>? changed,
        Func<T, Guid> id,
        string kind,
        IReadOnlyList<Tombstone> deleted
    )
    {
        foreach (var row in changed ?? [])
        {
            rows[id(row)] = row;
        }
        foreach (var gone in deleted.Where(gone => gone.Kind == kind))
        {
            rows.Remove(gone.Id);
        }
    }
}
