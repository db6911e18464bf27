using Microsoft.Extensions.DependencyInjection;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Keeps a process from working with a token secret that was replaced.</summary>
public static class TokenSecretGuarding
{
    /// <summary>For a process that runs until it is stopped.</summary>
    public static void AddTokenSecretGuard(this IServiceCollection services) => services.AddHostedService<TokenSecretGuard>();
}
