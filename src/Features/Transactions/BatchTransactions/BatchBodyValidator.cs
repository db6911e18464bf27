namespace Rupaya.Features.Transactions.BatchTransactions;

/// <summary>What a body has to say depends on what is done with it. It is no request of its own, so no scan finds this.</summary>
internal sealed class BatchBodyValidator : AbstractValidator<BatchBody>
{
    private static readonly BatchBodyValidator Creation = new("create");
    private static readonly BatchBodyValidator Edit = new("update");
    private static readonly BatchBodyValidator Deletion = new("delete");

    private BatchBodyValidator(string op)
    {
        switch (op)
        {
            case "create":
                this.NewTransactionRules();
                break;
            case "update":
                this.EditRules();
                break;
            default:
                this.ForcedRules();
                break;
        }
    }

    /// <summary>400 naming every field of the body that is wrong, or null.</summary>
    public static Error? Check(BatchOperation operation) =>
        operation.Body is { } body ? RequestValidation.Check(Of(operation.Op!), body) : null;

    private static BatchBodyValidator Of(string op) =>
        op switch
        {
            "create" => Creation,
            "update" => Edit,
            _ => Deletion,
        };
}
