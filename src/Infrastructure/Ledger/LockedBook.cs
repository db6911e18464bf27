using NodaTime;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>What a write needs to know before it decides; read after the book's head was locked, so it cannot change before the commit.</summary>
internal sealed record BookReads
{
    public Guid[] Accounts { get; private init; } = [];
    public Guid[] Categories { get; private init; } = [];
    public Guid[] Transactions { get; private init; } = [];

    public static BookReads Nothing { get; } = new();

    public BookReads Account(Guid? id) => id is null ? this : this with { Accounts = [.. Accounts, id.Value] };

    public BookReads Category(Guid? id) => id is null ? this : this with { Categories = [.. Categories, id.Value] };

    public BookReads Transaction(Guid id) => this with { Transactions = [.. Transactions, id] };
}

/// <summary>A book whose head this transaction holds, with the rows that were asked for. Deleted rows are not there.</summary>
internal sealed class LockedBook
{
    public required Guid BookId { get; init; }
    public required string Currency { get; init; }
    public required string TimeZone { get; init; }
    public required Guid ActorId { get; init; }
    public required Instant Now { get; init; }
    public Dictionary<Guid, Account> Accounts { get; } = [];
    public Dictionary<Guid, Category> Categories { get; } = [];
    public Dictionary<Guid, Transaction> Transactions { get; } = [];

    public DateTimeOffset At => Now.ToDateTimeOffset();

    /// <summary>The civil date in the book's zone.</summary>
    public DateOnly Today => Time.CivilDates.Today(TimeZone, Now);

    public Result<Account> Account(Guid id) => Accounts.TryGetValue(id, out var found) ? found : Error.NotFound("Account");

    public Result<Transaction> Transaction(Guid id) => Transactions.TryGetValue(id, out var found) ? found : Error.NotFound("Transaction");

    /// <summary>The category, null for none, or 404.</summary>
    public Result<Category?> Category(Guid? id)
    {
        if (id is null)
        {
            return (Category?)null;
        }
        return Categories.TryGetValue(id.Value, out var found) ? found : Error.NotFound("Category");
    }
}
