using Rupaya.Infrastructure.Identity.Tokens;

namespace Rupaya.Features.User.CreateToken;

internal sealed class CreateTokenValidator : Validator<CreateTokenRequest>
{
    private const int MaxScopes = 64;
    private const int MaxNetworks = 10;

    public CreateTokenValidator()
    {
        RuleFor(r => r.Name).Name(100);
        RuleFor(r => r.Scopes)
            .NotEmpty()
            .Must(scopes => scopes is null || scopes.Length <= MaxScopes)
            .WithMessage($"Must have at most {MaxScopes} scopes.");
        RuleFor(r => r.AllowedNetworks)
            .Must(networks => networks is null || networks.Length <= MaxNetworks)
            .WithMessage($"Must have at most {MaxNetworks} networks.")
            .Must(networks => networks is null || Array.TrueForAll(networks, n => UserTokens.Network(n) is not null))
            .WithMessage("Must be addresses or networks such as 203.0.113.0/24.");
    }
}
