namespace Rupaya.Features.Sync.SyncBook;

internal sealed class SyncBookValidator : Validator<SyncBookRequest>
{
    public SyncBookValidator()
    {
        RuleFor(r => r.Since).GreaterThanOrEqualTo(0);
        RuleFor(r => r.Limit).InclusiveBetween(1, 5000);
        RuleFor(r => r.Kinds)
            .Must((r, _) => r.Lists.All(SyncKinds.All.Contains) && r.Lists.Distinct(StringComparer.Ordinal).Count() == r.Lists.Count)
            .WithMessage($"Must be some of {string.Join(", ", SyncKinds.All)}, each once, with commas between; or all.");
    }
}
