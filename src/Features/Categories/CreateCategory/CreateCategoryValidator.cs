namespace Rupaya.Features.Categories.CreateCategory;

internal sealed class CreateCategoryValidator : Validator<CreateCategoryRequest>
{
    public CreateCategoryValidator()
    {
        RuleFor(r => r.Name).CategoryName();
        RuleFor(r => r.Kind).NotNull().WithMessage("Must be income or expense.").OneOf("income", "expense");
        RuleFor(r => r.Icon).Text(50);
        RuleFor(r => r.Color).Color();
    }
}
