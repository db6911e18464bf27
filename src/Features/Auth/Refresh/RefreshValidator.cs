namespace Rupaya.Features.Auth.Refresh;

internal sealed class RefreshValidator : AbstractValidator<RefreshRequest>
{
    public RefreshValidator() => RuleFor(r => r.RefreshToken).NotEmpty().Text(512);
}
