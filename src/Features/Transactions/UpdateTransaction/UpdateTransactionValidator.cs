namespace Rupaya.Features.Transactions.UpdateTransaction;

internal sealed class UpdateTransactionValidator : Validator<UpdateTransactionRequest>
{
    public UpdateTransactionValidator() => this.EditRules();
}
