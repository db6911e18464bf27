namespace Rupaya.Features.Transactions.SumTransactions;

internal sealed class SumTransactionsValidator : Validator<SumTransactionsRequest>
{
    public SumTransactionsValidator() => Include(new TransactionQueryValidator());
}
