using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Categories.ListCategories;

internal sealed class ListCategoriesValidator : Validator<ListCategoriesRequest>
{
    public ListCategoriesValidator() => this.ListQueryRules(ListCategoriesHandler.Sorts);
}
