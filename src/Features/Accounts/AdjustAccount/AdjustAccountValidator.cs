namespace Rupaya.Features.Accounts.AdjustAccount;

internal sealed class AdjustAccountValidator : Validator<AdjustAccountRequest>
{
    private const decimal Largest = 1_000_000_000_000_000m;

    public AdjustAccountValidator()
    {
        RuleFor(r => r.Balance).NotNull().WithMessage("Is required.").InclusiveBetween(-Largest, Largest);
        RuleFor(r => r.Date).BookDate();
        RuleFor(r => r.Reason).Text(500);
    }
}
