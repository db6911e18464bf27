namespace Rupaya.Features.Imports.ListImportRows;

internal sealed class ListImportRowsValidator : Validator<ListImportRowsRequest>
{
    public ListImportRowsValidator()
    {
        RuleFor(r => r.Verdict).OneOf("imported", "duplicate", "rejected");
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
        RuleFor(r => r.Cursor).GreaterThanOrEqualTo(0);
    }
}
