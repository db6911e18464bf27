namespace Rupaya.Features.Transactions.DeleteTransaction;

internal sealed class DeleteTransactionValidator : Validator<DeleteTransactionRequest>
{
    public DeleteTransactionValidator() => this.ForcedRules();
}
