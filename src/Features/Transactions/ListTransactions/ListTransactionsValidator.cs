namespace Rupaya.Features.Transactions.ListTransactions;

internal sealed class ListTransactionsValidator : Validator<ListTransactionsRequest>
{
    public ListTransactionsValidator()
    {
        Include(new TransactionQueryValidator());
        RuleFor(r => r.Sort).Must(s => s is null or "date" or "amount" or "created").WithMessage("Must be date, amount or created.");
        RuleFor(r => r.Order).Must(o => o is null or "asc" or "desc").WithMessage("Must be asc or desc.");
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
        RuleFor(r => r.Offset).InclusiveBetween(0, 100_000);
    }
}
