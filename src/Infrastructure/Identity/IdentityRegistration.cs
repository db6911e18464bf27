using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Identity.Oidc;
using Rupaya.Infrastructure.Identity.Passkeys;
using Rupaya.Infrastructure.Identity.Tokens;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Users, passwords, sessions, tokens and the audit log.</summary>
internal static class IdentityRegistration
{
    public static void AddIdentity(this IServiceCollection services)
    {
        services.AddChecked<SecurityOptions>("Security", o => [.. o.Problems(), .. new[] { Argon2.Problem() }.OfType<string>()]);
        services.AddChecked<PasskeyOptions>("Passkeys", o => o.Problems());
        services.AddSingleton<MasterKeys>();
        services.AddRoomSingleton<UserKeys>();
        services.AddRoomSingleton<SealedColumns>();
        services.AddSingleton<DerivedTokens>();
        services.AddSingleton<SigninAttempts>();
        services.AddRoomSingleton<SigningKeyRing>();
        services.AddRoomSingleton<Resealing>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<WriteCommit>();
        services.AddSingleton<UserGate>();
    }

    public static void AddIdentityApi(this IServiceCollection services, IReadOnlyList<Assembly> features)
    {
        services.AddChecked<SandboxOptions>("Sandbox", _ => (string?)null);
        services.AddSingleton<AccessTokens>();
        services.AddHostedService<SigningKeyRefresher>();
        services.AddHttpClient();
        services.AddSingleton<IBreachRange, BreachRange>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<PasswordProof>();
        services.AddRoomSingleton<Sessions>();
        services.AddSingleton<FailedSignins>();
        services.AddSingleton<Signins>();
        services.AddSingleton<SecondFactor>();
        services.AddRoomSingleton<UserDoor>();
        services.AddRoomSingleton<SessionRotation>();
        services.AddAll<IStepUpProof>([typeof(IStepUpProof).Assembly, .. features]);
        services.AddAll<ICredential>([typeof(ICredential).Assembly, .. features]);
        services.AddRoomSingleton<StepUps>();
        services.AddOidc();
        services.AddRoomSingleton<SigninWays>();
        services.AddSingleton<Ceremonies>();
        services.AddSingleton<PasskeyVerifier>();
        services.AddRoomSingleton<PasskeyEnrolment>();
        services.AddRoomSingleton<PasskeyProof>();
        services.AddRoomSingleton<FailedPasskeys>();
        services.AddSingleton(
            new CredentialCount(CredentialCount.Passkeys, "select count(*) from passkeys where user_id = $1 and state = 'active'")
        );
        services.AddSingleton(new CredentialCount(CredentialCount.Identities, "select count(*) from user_identities where user_id = $1"));
        services.AddSingleton<TokenMap>();
        services.AddSingleton<TokenUses>();
        services.AddSingleton<DeprecatedCalls>();
        services.AddSingleton<IDeprecatedCalls>(provider => provider.GetRequiredService<DeprecatedCalls>());
        services.AddHostedService<TokenUseWriter>();
        services.AddRoomSingleton<TokenScopes>();
        services.AddSingleton<UserTokens>();
    }
}
