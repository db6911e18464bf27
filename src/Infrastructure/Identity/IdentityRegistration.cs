using Microsoft.Extensions.DependencyInjection;
using Npgsql;
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
        services.AddSingleton<UserKeys>();
        services.AddSingleton(provider => new SealedColumns(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<MasterKeys>()
        ));
        services.AddSingleton<DerivedTokens>();
        services.AddSingleton<SigninAttempts>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<WriteCommit>();
    }

    /// <summary>For a process that runs until it is stopped.</summary>
    public static void AddTokenSecretGuard(this IServiceCollection services) => services.AddHostedService<TokenSecretGuard>();

    public static void AddIdentityApi(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        services.AddHostedService<SigningKeyRefresher>();
        services.AddHttpClient();
        services.AddSingleton<IBreachRange, BreachRange>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<PasswordProof>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<FailedSignins>();
        services.AddSingleton<Signins>();
        services.AddSingleton<SecondFactor>();
        services.AddSingleton<UserGate>();
        services.AddSingleton<UserDoor>();
    }
}
