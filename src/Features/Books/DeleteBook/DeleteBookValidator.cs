namespace Rupaya.Features.Books.DeleteBook;

internal sealed class DeleteBookValidator : Validator<DeleteBookRequest>
{
    public DeleteBookValidator() => RuleFor(r => r.Confirm).NotEmpty().Text(200);
}
