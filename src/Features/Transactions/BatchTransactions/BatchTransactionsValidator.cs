namespace Rupaya.Features.Transactions.BatchTransactions;

internal sealed class BatchTransactionsValidator : Validator<BatchTransactionsRequest>
{
    private const int MaxOperations = 500;

    public BatchTransactionsValidator() =>
        RuleFor(r => r.Operations)
            .Must(o => o is { Count: > 0 and <= MaxOperations })
            .WithMessage($"Must be 1 to {MaxOperations} operations.");
}
