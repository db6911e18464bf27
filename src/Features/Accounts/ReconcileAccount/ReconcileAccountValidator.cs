namespace Rupaya.Features.Accounts.ReconcileAccount;

internal sealed class ReconcileAccountValidator : Validator<ReconcileAccountRequest>
{
    public ReconcileAccountValidator()
    {
        RuleFor(r => r.StatementDate).NotNull().WithMessage("Is required.").BookDate();
        RuleFor(r => r.StatementBalance).NotNull().WithMessage("Is required.").InclusiveBetween(-Largest, Largest);
    }

    private const decimal Largest = 1_000_000_000_000_000m;
}
