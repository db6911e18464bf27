using Rupaya.Domain.Money;

namespace Rupaya.Features.Goals.AddContribution;

internal sealed class AddContributionValidator : Validator<AddContributionRequest>
{
    public AddContributionValidator()
    {
        RuleFor(r => r.Amount).NotNull().WithMessage("Is required.").NotEqual(0).WithMessage("Must not be 0.");
        RuleFor(r => r.Amount).InclusiveBetween(-AmountLimits.Max, AmountLimits.Max);
        RuleFor(r => r.Date).BookDate();
        RuleFor(r => r.Note).Text(500);
    }
}
