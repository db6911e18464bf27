namespace Rupaya.Features.Auth.ChallengeMfa;

internal sealed class ChallengeMfaValidator : Validator<ChallengeMfaRequest>
{
    public ChallengeMfaValidator() => RuleFor(r => r.MfaToken).NotEmpty().Text(512);
}
