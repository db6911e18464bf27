namespace Rupaya.Features.Auth.ResendVerification;

internal sealed class ResendVerificationValidator : Validator<ResendVerificationRequest>
{
    public ResendVerificationValidator() => RuleFor(r => r.Email).Text(EmailAddress.MaxLength);
}
