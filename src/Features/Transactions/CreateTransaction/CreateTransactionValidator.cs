namespace Rupaya.Features.Transactions.CreateTransaction;

internal sealed class CreateTransactionValidator : Validator<CreateTransactionRequest>
{
    public CreateTransactionValidator() => this.NewTransactionRules();
}
