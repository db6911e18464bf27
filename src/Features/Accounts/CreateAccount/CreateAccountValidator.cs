using Rupaya.Domain.Ledger;

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
        RuleFor(r => r.OpeningBalance).InclusiveBetween(-Rules.MaxAmount, Rules.MaxAmount);
        RuleFor(r => r.OpeningDate).BookDate();
        RuleFor(r => r.OverdraftLimit).InclusiveBetween(0, Rules.MaxAmount);
    }
}
