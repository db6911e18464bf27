namespace Rupaya.Features.User.RotateToken;

internal sealed class RotateTokenValidator : Validator<RotateTokenRequest>
{
    public RotateTokenValidator() => RuleFor(r => r.GraceHours).InclusiveBetween(0, 48);
}
