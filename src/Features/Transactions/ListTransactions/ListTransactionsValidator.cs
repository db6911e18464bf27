namespace Rupaya.Features.Transactions.ListTransactions;

internal sealed class ListTransactionsValidator : Validator<ListTransactionsRequest>
{
    public ListTransactionsValidator()
    {
        Include(new TransactionQueryValidator());
        RuleFor(r => r.Sort).OneOf("date", "amount", "created");
        RuleFor(r => r.Order).OneOf("asc", "desc");
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
        RuleFor(r => r.Offset).InclusiveBetween(0, 100_000);
    }
}
