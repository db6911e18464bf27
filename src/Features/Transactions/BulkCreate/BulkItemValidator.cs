namespace Rupaya.Features.Transactions.BulkCreate;

internal sealed class BulkItemValidator : Validator<BulkItem>
{
    public BulkItemValidator() => this.NewTransactionRules();
}
