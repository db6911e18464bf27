using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Domain.Transactions;

namespace Rupaya.Unit.Domain;

/// <summary>A small book for rules: two accounts in INR, one in EUR, one archived, and a category of each kind.</summary>
internal sealed class SampleBook
{
    public static readonly DateOnly Today = new(2026, 11, 26);
    private long _seq;

    public SampleBook(decimal held = 10_000)
    {
        Balances = new BookBalances(Facts);
        (Cash, Bank) = (Account(1, "INR", held), Account(2, "INR", held));
        (Euro, Old) = (Account(3, "EUR", held), Account(4, "INR", held, isArchived: true));
        (Food, Rent, Salary) = (Category(11, "expense"), Category(12, "expense"), Category(13, "income"));
    }

    public BookFacts Facts { get; } =
        new()
        {
            BookId = Id(100),
            Currency = "INR",
            Today = Today,
            At = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero),
            ActorId = Id(101),
        };

    public BookBalances Balances { get; }
    public Account Cash { get; }
    public Account Bank { get; }
    public Account Euro { get; }
    public Account Old { get; }
    public Guid Food { get; }
    public Guid Rent { get; }
    public Guid Salary { get; }

    public static Guid Id(int n) => new(n, 0, 0, new byte[8]);

    /// <summary>Takes a decision as a commit does; the rows as they are then.</summary>
    public IReadOnlyList<Transaction> Take(Result<TransactionDecision> decided)
    {
        decided.Error.ShouldBeNull();
        return [.. decided.Value.Changes.Select(Take)];
    }

    public NewTransaction Expense(decimal amount, Guid? category = null) =>
        new()
        {
            AccountId = Cash.AccountId,
            Amount = amount,
            Flow = Flow.Expense,
            CategoryId = category,
        };

    public Transaction Spend(decimal amount, Guid? category = null) => Take(Create(Expense(amount, category)))[0];

    public Result<TransactionDecision> Create(NewTransaction wanted) => TransactionCreation.Decide(wanted, Facts, Balances);

    public Result<TransactionDecision> Refund(Transaction original, decimal amount, Guid? category = null) =>
        Create(Expense(amount, category) with { Flow = Flow.Refund, RefundOf = original.TransactionId });

    public Result<TransactionDecision> Edit(Transaction before, TransactionEdit edit) => edit.Decide(before, Facts, Balances);

    /// <summary>A transaction as it is now.</summary>
    public Transaction Now(Transaction row) => Facts.Transactions[row.TransactionId];

    private Transaction Take(TransactionChange change)
    {
        var seq = ++_seq;
        var after = change.After is { } changed ? changed with { Version = seq } : change.Before! with { Version = seq, DeletedSeq = seq };
        foreach (var entry in Posting.Between(Posting.Of(change.Before), Posting.Of(after)))
        {
            Balances.Add(entry.What);
        }
        Facts.Remember(after);
        return after;
    }

    private Account Account(int n, string currency, decimal held, bool isArchived = false)
    {
        var account = new Account
        {
            BookId = Facts.BookId,
            AccountId = Id(n),
            Name = $"Account {n}",
            Type = "cash",
            Currency = currency,
            OpeningBalance = held,
            OpeningDate = null,
            CurrentBalance = held,
            OverdraftLimit = 0,
            IsArchived = isArchived,
            Version = 1,
            LastPostingSeq = 1,
            CreatedAt = Facts.At,
            UpdatedAt = Facts.At,
        };
        return Facts.Accounts[account.AccountId] = account;
    }

    private Guid Category(int n, string kind)
    {
        Facts.Categories[Id(n)] = new Category
        {
            BookId = Facts.BookId,
            CategoryId = Id(n),
            Name = $"Category {n}",
            Kind = kind,
            ParentId = null,
            Icon = null,
            Color = null,
            IsSystem = false,
            Version = 1,
            CreatedAt = Facts.At,
            UpdatedAt = Facts.At,
        };
        return Id(n);
    }
}
