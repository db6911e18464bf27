namespace Rupaya.Features.Transactions.ChangeTransactions;

internal sealed class SetMembersValidator : Validator<SetMembers>
{
    public SetMembersValidator()
    {
        RuleFor(r => r.Status.Value)
            .NotNull()
            .WithMessage("Must be cleared or pending.")
            .OneOf("cleared", "pending")
            .When(r => r.Status.IsGiven)
            .OverridePropertyName("status");
        RuleFor(r => r.AddTags).Tags();
        RuleFor(r => r.RemoveTags).Tags();
        RuleFor(r => r.Merchant.Value).Text(200).OverridePropertyName("merchant");
    }
}
