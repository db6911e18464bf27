namespace Rupaya.Features.Books.AcceptInvitation;

internal sealed class AcceptInvitationValidator : Validator<AcceptInvitationRequest>
{
    public AcceptInvitationValidator() =>
        RuleFor(r => r.Token)
            .Text(512)
            .Must((request, token) => !string.IsNullOrEmpty(token) || request.InvitationId is not null)
            .WithMessage("Is required, or invitationId.");
}
