namespace Rupaya.Domain.Results;

#pragma warning disable CS1591 // Each says itself what it is.
// Problems of transactions, categories, budgets, goals, schedules and rates.
public static partial class Problems
{
    public static readonly Problem BudgetExists = new(
        "budget_exists",
        ErrorKind.Conflict,
        "There is already a budget of this category and period on some of these days.",
        "Change that one, or choose other days.",
        Retry.AfterChange
    );

    public static readonly Problem CategoryExists = new(
        "category_exists",
        ErrorKind.Conflict,
        "There is already a category of this kind and name.",
        "Use that one, or choose another name.",
        Retry.AfterChange
    );

    public static readonly Problem CategoryInUse = new(
        "category_in_use",
        ErrorKind.Conflict,
        "The category is in use. Name another with moveTo.",
        "Send moveTo with a category of the same kind.",
        Retry.AfterChange
    );

    public static readonly Problem CategoryKind = new(
        "category_kind",
        ErrorKind.Invalid,
        "The category is of the other kind.",
        "Choose a category of the kind that fits: income or expense.",
        Retry.AfterChange
    );

    public static readonly Problem CurrencyMismatch = new(
        "currency_mismatch",
        ErrorKind.Invalid,
        "The currencies differ.",
        "Use an account of the same currency, or omit the currency.",
        Retry.AfterChange
    );

    public static readonly Problem CurrencyPrecision = new(
        "currency_precision",
        ErrorKind.Invalid,
        "The amount has more decimals than its currency.",
        "Round it to the currency's minor unit.",
        Retry.AfterChange
    );

    public static readonly Problem GoalLinked = new(
        "goal_linked",
        ErrorKind.Conflict,
        "What the goal's accounts hold is what it counts.",
        "Move money to those accounts, or take them out of the goal.",
        Retry.AfterChange
    );

    public static readonly Problem HasRefunds = new(
        "has_refunds",
        ErrorKind.Conflict,
        "The expense has refunds: delete or change those first.",
        "Delete or change the refunds, then try again.",
        Retry.AfterChange
    );

    public static readonly Problem InsufficientBalance = new(
        "insufficient_balance",
        ErrorKind.Invalid,
        "Insufficient balance",
        "Lower the amount, or raise the account's overdraftLimit.",
        Retry.AfterChange
    );

    public static readonly Problem InsufficientSavings = new(
        "insufficient_savings",
        ErrorKind.Invalid,
        "More than was put aside.",
        "Take out at most what the goal holds.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidRefund = new(
        "invalid_refund",
        ErrorKind.Invalid,
        "A refund has currency and category of the expense that it gives back.",
        "Correct the row in the file.",
        Retry.AfterChange
    );

    public static readonly Problem OccurrencePosted = new(
        "occurrence_posted",
        ErrorKind.Conflict,
        "The occurrence is over: change its transaction.",
        "Change the transaction that it became.",
        Retry.Never
    );

    public static readonly Problem RateMissing = new(
        "rate_missing",
        ErrorKind.NotFound,
        "There is no rate for this pair and day.",
        "Set one with PUT /rates, or ask for another day.",
        Retry.AfterChange
    );

    public static readonly Problem Reconciled = new(
        "reconciled",
        ErrorKind.Conflict,
        "The transaction is reconciled. Change it with force=true and a reason, and reconcile the account again.",
        "Send force=true and a reason, and reconcile again.",
        Retry.AfterChange
    );

    public static readonly Problem RefundExceeds = new(
        "refund_exceeds",
        ErrorKind.Invalid,
        "The refunds would exceed what was paid.",
        "Lower the refund.",
        Retry.AfterChange
    );

    public static readonly Problem SameAccount = new(
        "same_account",
        ErrorKind.Invalid,
        "A transfer is between two accounts.",
        "Name two different accounts.",
        Retry.AfterChange
    );

    public static readonly Problem SplitsDoNotSum = new(
        "splits_do_not_sum",
        ErrorKind.Invalid,
        "The parts do not sum to the amount.",
        "Make the parts sum to the amount exactly.",
        Retry.AfterChange
    );
}
