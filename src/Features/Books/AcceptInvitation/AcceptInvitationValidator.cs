namespace Rupaya.Features.Books.AcceptInvitation;

internal sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitationRequest>
{
    public AcceptInvitationValidator() => RuleFor(r => r.Token).NotEmpty().Text(512);
}
