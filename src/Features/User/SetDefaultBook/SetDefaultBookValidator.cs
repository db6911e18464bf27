namespace Rupaya.Features.User.SetDefaultBook;

internal sealed class SetDefaultBookValidator : Validator<SetDefaultBookRequest>
{
    public SetDefaultBookValidator() => RuleFor(r => r.BookId).NotNull().WithMessage("Is required.");
}
