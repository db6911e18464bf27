namespace Rupaya.Domain.Webhooks;

/// <summary>An event that a webhook can be told of.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Description">When it is sent.</param>
/// <param name="Data">What its data is.</param>
public sealed record WebhookEventKind(string Type, string Description, Type Data);

/// <summary>What a webhook can be told about.</summary>
public static class WebhookEvents
{
    /// <summary>A transaction was booked; those of a statement are told as <see cref="ImportCompleted"/> only.</summary>
    public const string TransactionCreated = "transaction.created";

    /// <summary>A transaction was changed.</summary>
    public const string TransactionUpdated = "transaction.updated";

    /// <summary>A transaction was deleted.</summary>
    public const string TransactionDeleted = "transaction.deleted";

    /// <summary>The book's settings were changed.</summary>
    public const string BookUpdated = "book.updated";

    /// <summary>A statement was imported.</summary>
    public const string ImportCompleted = "import.completed";

    /// <summary>A budget is used to 80 % or 100 %.</summary>
    public const string BudgetThreshold = "budget.threshold";

    /// <summary>A goal was reached.</summary>
    public const string GoalReached = "goal.reached";

    /// <summary>An account's balance fell below the threshold.</summary>
    public const string LowBalance = "account.low_balance";

    /// <summary>Another webhook of the book was turned off, because nothing had arrived for days.</summary>
    public const string Disabled = "webhook.disabled";

    /// <summary>An owner tries the receiver; nobody subscribes to it.</summary>
    public const string Test = "webhook.test";

    /// <summary>Each with what is sent, the test included.</summary>
    public static IReadOnlyList<WebhookEventKind> Kinds { get; } =
    [
        new(TransactionCreated, "A transaction was recorded; not those of an import.", typeof(TransactionData)),
        new(TransactionUpdated, "A transaction was changed, or a refund of it was.", typeof(TransactionData)),
        new(TransactionDeleted, "A transaction was deleted.", typeof(TransactionData)),
        .. ChangesOf("account", "An account"),
        .. ChangesOf("category", "A category"),
        .. ChangesOf("budget", "A budget"),
        .. ChangesOf("goal", "A goal"),
        new("contribution.created", "Something was put into a goal.", typeof(ChangeData)),
        .. ChangesOf("recurring", "A schedule"),
        .. ChangesOf("rate", "A rate of the book's own"),
        .. ChangesOf("member", "A member of the book"),
        new(BookUpdated, "The book's settings were changed.", typeof(ChangeData)),
        new(ImportCompleted, "A statement was imported.", typeof(ImportData)),
        new(BudgetThreshold, "A budget is used to 80 % or 100 %.", typeof(BudgetData)),
        new(GoalReached, "A goal was reached.", typeof(GoalData)),
        new(LowBalance, "An account has less left than the threshold.", typeof(LowBalanceData)),
        new(Disabled, "Another webhook of the book was turned off: nothing had arrived there for three days.", typeof(DisabledData)),
        new(Test, "An owner tries the receiver; nobody subscribes to it.", typeof(NoData)),
    ];

    /// <summary>All that a webhook can be told.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Kinds.Select(k => k.Type).Where(t => t != Test)];

    // What a receiver wants to know of it, it asks for.
    private static IEnumerable<WebhookEventKind> ChangesOf(string kind, string what) =>
        [
            new($"{kind}.created", $"{what} is new.", typeof(ChangeData)),
            new($"{kind}.updated", $"{what} was changed.", typeof(ChangeData)),
            new($"{kind}.deleted", $"{what} is gone.", typeof(ChangeData)),
        ];
}
