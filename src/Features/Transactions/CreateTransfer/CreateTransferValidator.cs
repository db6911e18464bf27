namespace Rupaya.Features.Transactions.CreateTransfer;

internal sealed class CreateTransferValidator : Validator<CreateTransferRequest>
{
    public CreateTransferValidator()
    {
        RuleFor(r => r.FromAccountId).NotNull().WithMessage("Is required.");
        RuleFor(r => r.ToAccountId).NotNull().WithMessage("Is required.");
        RuleFor(r => r.Amount).Amount();
        RuleFor(r => r.ToAmount).Amount().When(r => r.ToAmount is not null);
        RuleFor(r => r.Date).BookDate();
        RuleFor(r => r.Description).Text(500);
        RuleFor(r => r.Merchant).Text(200);
        RuleFor(r => r.Tags).Tags();
        RuleFor(r => r.Status).OneOf("cleared", "pending");
    }
}
