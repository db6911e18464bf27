namespace Rupaya.Features.Auth.DisableMfa;

internal sealed class DisableMfaValidator : Validator<DisableMfaRequest>
{
    public DisableMfaValidator()
    {
        RuleFor(r => r.Password).GivenPassword();
        RuleFor(r => r.Password).NotNull().When(r => r.Token is not null);
        RuleFor(r => r.Token).NotEmpty().When(r => r.Password is not null);
        RuleFor(r => r.Token).Text(64);
    }
}
