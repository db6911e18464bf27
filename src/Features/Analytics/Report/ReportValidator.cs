using Rupaya.Domain.Analytics;

namespace Rupaya.Features.Analytics.Report;

internal sealed class ReportValidator : RangeQueryValidator<ReportRequest>
{
    public ReportValidator() =>
        RuleFor(r => r.Kind)
            .NotNull()
            .WithMessage($"Must be one of {string.Join(", ", ReportKinds.All)}.")
            .OneOf([.. ReportKinds.All])
            .WithMessage($"Must be one of {string.Join(", ", ReportKinds.All)}.");
}
