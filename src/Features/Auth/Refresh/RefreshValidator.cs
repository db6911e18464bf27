namespace Rupaya.Features.Auth.Refresh;

internal sealed class RefreshValidator : Validator<RefreshRequest>
{
    public RefreshValidator()
    {
        RuleFor(r => r.RefreshToken).NotEmpty().Text(512);
        RuleFor(r => r.AttemptId).Text(64).MinimumLength(16);
    }
}
