namespace Rupaya.Features.Transactions.BatchTransactions;

internal sealed class BatchOperationValidator : Validator<BatchOperation>
{
    public BatchOperationValidator()
    {
        RuleFor(r => r.Op).NotNull().OneOf("create", "update", "delete");
        RuleFor(r => r.Id).NotNull().When(r => r.Op is "update" or "delete");
        RuleFor(r => r.Id).Null().When(r => r.Op == "create");
        RuleFor(r => r.Body).NotNull().When(r => r.Op is "create" or "update");
        RuleFor(r => r.IfMatch).Text(200);
    }
}
