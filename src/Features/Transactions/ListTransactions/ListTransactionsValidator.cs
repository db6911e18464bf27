namespace Rupaya.Features.Transactions.ListTransactions;

internal sealed class ListTransactionsValidator : AbstractValidator<ListTransactionsRequest>
{
    private const int MaxWords = 10;

    public ListTransactionsValidator()
    {
        RuleFor(r => r.Type)
            .Must(t => t is null or "income" or "expense" or "refund" or "transfer" or "adjustment")
            .WithMessage("Must be income, expense, refund, transfer or adjustment.");
        RuleFor(r => r.Status).Must(s => s is null or "cleared" or "pending").WithMessage("Must be cleared or pending.");
        RuleFor(r => r.StartDate).QueryDate();
        RuleFor(r => r.EndDate).QueryDate();
        RuleFor(r => r.EndDate)
            .Must((r, end) => end is null || r.StartDate is null || end.Value.Day >= r.StartDate.Value.Day)
            .WithMessage("Must not be before startDate.");
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
        RuleFor(r => r.Offset).InclusiveBetween(0, 100_000);
        RuleFor(r => r.Tag).Text(50);
        RuleFor(r => r.Q)
            .Text(200)
            .Must(q => ListTransactionsRequest.Words(q).Count <= MaxWords)
            .WithMessage($"Must have at most {MaxWords} words.");
    }
}
