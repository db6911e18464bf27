using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity.Audit;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Users, passwords, sessions, tokens and the audit log.</summary>
internal static class IdentityRegistration
{
    public static void AddIdentity(this IServiceCollection services)
    {
        services.AddChecked<SecurityOptions>("Security", o => [.. o.Problems(), .. new[] { Argon2.Problem() }.OfType<string>()]);
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
    }

    public static void AddIdentityApi(this IServiceCollection services)
    {
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
        services.AddSingleton<UserGate>();
        services.AddRoomSingleton<UserDoor>();
    }
}
