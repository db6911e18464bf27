namespace Rupaya.Features.Imports.ListImportRows;

internal sealed class ListImportRowsValidator : Validator<ListImportRowsRequest>
{
    public ListImportRowsValidator()
    {
        RuleFor(r => r.Verdict)
            .Must(v => v is null or "imported" or "duplicate" or "rejected")
            .WithMessage("Must be imported, duplicate or rejected.");
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
        RuleFor(r => r.Cursor).GreaterThanOrEqualTo(0);
    }
}
