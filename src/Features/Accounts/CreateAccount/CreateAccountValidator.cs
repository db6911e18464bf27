using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;

namespace Rupaya.Features.Accounts.CreateAccount;

internal sealed class CreateAccountValidator : Validator<CreateAccountRequest>
{
    public CreateAccountValidator()
    {
        RuleFor(r => r.Name).Name(100);
        RuleFor(r => r.Type)
            .NotNull()
            .WithMessage($"Must be one of {string.Join(", ", AccountType.All)}.")
            .OneOf([.. AccountType.All])
            .WithMessage($"Must be one of {string.Join(", ", AccountType.All)}.");
        RuleFor(r => r.Currency).CurrencyCode();
        RuleFor(r => r.OpeningBalance).InclusiveBetween(-AmountLimits.Max, AmountLimits.Max);
        RuleFor(r => r.OpeningDate).BookDate();
        RuleFor(r => r.OverdraftLimit).InclusiveBetween(0, AmountLimits.Max);
    }
}
