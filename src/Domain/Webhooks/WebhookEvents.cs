namespace Rupaya.Domain.Webhooks;

/// <summary>What a webhook can be told about.</summary>
public static class WebhookEvents
{
    /// <summary>A transaction was booked; those of a statement are told as <see cref="ImportCompleted"/> only.</summary>
    public const string TransactionCreated = "transaction.created";

    /// <summary>A transaction was changed.</summary>
    public const string TransactionUpdated = "transaction.updated";

    /// <summary>A transaction was deleted.</summary>
    public const string TransactionDeleted = "transaction.deleted";

    /// <summary>A statement was imported.</summary>
    public const string ImportCompleted = "import.completed";

    /// <summary>A budget is used to 80 % or 100 %.</summary>
    public const string BudgetThreshold = "budget.threshold";

    /// <summary>A goal was reached.</summary>
    public const string GoalReached = "goal.reached";

    /// <summary>An account's balance fell below the threshold.</summary>
    public const string LowBalance = "account.low_balance";

    /// <summary>An owner tries the receiver; nobody subscribes to it.</summary>
    public const string Test = "webhook.test";

    /// <summary>All that a webhook can be told.</summary>
    public static IReadOnlyList<string> All { get; } =
    [TransactionCreated, TransactionUpdated, TransactionDeleted, ImportCompleted, BudgetThreshold, GoalReached, LowBalance];
}
