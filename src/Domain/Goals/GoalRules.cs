using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Goals;

/// <summary>Whether a goal, or a contribution to it, can be kept.</summary>
public static class GoalRules
{
    /// <summary>How many accounts a goal may be linked to.</summary>
    public const int MaxAccounts = 50;

    /// <summary>404 for an unknown account, 400 for a date that is over or an amount that is too fine; null when it can be kept.</summary>
    /// <param name="goal">As it is to be stored.</param>
    /// <param name="dateIsNew">A date that stays as it was may be over by now.</param>
    /// <param name="book">With the accounts that are linked anew.</param>
    /// <param name="linked">The accounts that are linked anew.</param>
    public static Error? Check(Goal goal, bool dateIsNew, BookFacts book, IEnumerable<Guid> linked)
    {
        ArgumentNullException.ThrowIfNull(goal);
        ArgumentNullException.ThrowIfNull(book);
        if (dateIsNew && goal.TargetDate <= book.Today)
        {
            return Error.Field("targetDate", "Must be in the future.");
        }
        return Currency.Of(book.Currency).Check(goal.TargetAmount, "targetAmount")
            ?? linked.Select(id => book.Account(id).Error).FirstOrDefault(e => e is not null);
    }

    /// <summary>409 <c>goal_linked</c>, 400 <c>currency_precision</c> or <c>insufficient_savings</c>; null when it can be kept.</summary>
    /// <param name="goal">The goal.</param>
    /// <param name="amount">What is put aside; negative for what is taken out again.</param>
    /// <param name="saved">What the goal has with it.</param>
    /// <param name="currency">Of the book.</param>
    public static Error? CheckContribution(Goal goal, decimal amount, decimal saved, string currency)
    {
        ArgumentNullException.ThrowIfNull(goal);
        return goal.AccountIds.Count > 0 ? Problems.GoalLinked.Error
            : Currency.Of(currency).Check(amount) is { } tooFine ? tooFine
            : saved < 0 ? Problems.InsufficientSavings.About("amount")
            : null;
    }
}
