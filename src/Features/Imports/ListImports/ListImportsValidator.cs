using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Imports.ListImports;

internal sealed class ListImportsValidator : Validator<ListImportsRequest>
{
    public ListImportsValidator() => this.ListQueryRules("createdAt");
}
