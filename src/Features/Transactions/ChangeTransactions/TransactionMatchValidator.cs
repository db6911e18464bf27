namespace Rupaya.Features.Transactions.ChangeTransactions;

internal sealed class TransactionMatchValidator : Validator<TransactionMatch>
{
    private const int MaxMembers = 100;

    public TransactionMatchValidator()
    {
        Include(new TransactionQueryValidator());
        RuleFor(r => r.AccountIds)
            .Must(ids => ids is null or { Count: > 0 and <= MaxMembers })
            .WithMessage($"Must be 1 to {MaxMembers} ids.");
        RuleFor(r => r.Tags).Must(tags => tags is null or { Count: > 0 and <= MaxMembers }).WithMessage($"Must be 1 to {MaxMembers} tags.");
    }
}
