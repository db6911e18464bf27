namespace Rupaya.Features.Auth.RevokeTokens;

internal sealed class RevokeTokensValidator : Validator<RevokeTokensRequest>
{
    private const int Most = 100;

    public RevokeTokensValidator() =>
        RuleFor(r => r.Tokens)
            .NotEmpty()
            .Must(tokens => tokens is null || tokens.Length <= Most)
            .WithMessage($"Must have at most {Most} tokens.");
}
