namespace Rupaya.Features.Imports.ListImports;

internal sealed class ListImportsValidator : Validator<ListImportsRequest>
{
    public ListImportsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, 200);
}
