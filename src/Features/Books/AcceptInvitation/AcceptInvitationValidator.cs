namespace Rupaya.Features.Books.AcceptInvitation;

internal sealed class AcceptInvitationValidator : Validator<AcceptInvitationRequest>
{
    public AcceptInvitationValidator() => RuleFor(r => r.Token).NotEmpty().Text(512);
}
