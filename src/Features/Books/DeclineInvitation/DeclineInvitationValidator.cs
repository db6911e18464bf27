namespace Rupaya.Features.Books.DeclineInvitation;

internal sealed class DeclineInvitationValidator : Validator<DeclineInvitationRequest>
{
    public DeclineInvitationValidator() =>
        RuleFor(r => r.Token)
            .Text(512)
            .Must((request, token) => !string.IsNullOrEmpty(token) || request.InvitationId is not null)
            .WithMessage("Is required, or invitationId.");
}
