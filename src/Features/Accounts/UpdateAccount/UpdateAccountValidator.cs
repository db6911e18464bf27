using Rupaya.Domain.Money;

namespace Rupaya.Features.Accounts.UpdateAccount;

internal sealed class UpdateAccountValidator : Validator<UpdateAccountRequest>
{
    public UpdateAccountValidator()
    {
        RuleFor(r => r.Name.Value).Name(100).When(r => r.Name.IsGiven).OverridePropertyName("name");
        RuleFor(r => r.OverdraftLimit.Value)
            .NotNull()
            .WithMessage("Must not be null.")
            .InclusiveBetween(0, AmountLimits.Max)
            .When(r => r.OverdraftLimit.IsGiven)
            .OverridePropertyName("overdraftLimit");
        RuleFor(r => r.OpeningBalance.Value)
            .NotNull()
            .WithMessage("Must not be null.")
            .InclusiveBetween(-AmountLimits.Max, AmountLimits.Max)
            .When(r => r.OpeningBalance.IsGiven)
            .OverridePropertyName("openingBalance");
        RuleFor(r => r.OpeningDate.Value).BookDate().OverridePropertyName("openingDate");
        RuleFor(r => r.IsArchived.Value)
            .NotNull()
            .WithMessage("Must not be null.")
            .When(r => r.IsArchived.IsGiven)
            .OverridePropertyName("isArchived");
    }
}
