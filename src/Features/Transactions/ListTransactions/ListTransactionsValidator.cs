using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Transactions.ListTransactions;

internal sealed class ListTransactionsValidator : Validator<ListTransactionsRequest>
{
    public ListTransactionsValidator()
    {
        Include(new TransactionQueryValidator());
        RuleFor(r => r.Sort).OneOf([.. TransactionOrder.Names]);
        RuleFor(r => r.Order)
            .OneOf("asc", "desc")
            .Must((r, order) => TransactionOrder.Agree(r.Sort, order))
            .WithMessage("Must not contradict the sign of sort.");
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
        RuleFor(r => r.Offset).InclusiveBetween(0, 100_000);
    }
}
