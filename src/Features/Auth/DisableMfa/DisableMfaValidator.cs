namespace Rupaya.Features.Auth.DisableMfa;

internal sealed class DisableMfaValidator : Validator<DisableMfaRequest>
{
    public DisableMfaValidator()
    {
        RuleFor(r => r.Password).GivenPassword();
        RuleFor(r => r.Token).NotEmpty().Text(64);
    }
}
