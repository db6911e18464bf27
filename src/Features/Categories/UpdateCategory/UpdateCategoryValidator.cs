namespace Rupaya.Features.Categories.UpdateCategory;

internal sealed class UpdateCategoryValidator : Validator<UpdateCategoryRequest>
{
    public UpdateCategoryValidator()
    {
        RuleFor(r => r.Name.Value).CategoryName().When(r => r.Name.IsGiven).OverridePropertyName("name");
        RuleFor(r => r.Icon.Value).Text(50).OverridePropertyName("icon");
        RuleFor(r => r.Color.Value).Color().OverridePropertyName("color");
    }
}
