using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>What outlives the database.</summary>
internal static class RecoveryRegistration
{
    internal static void AddRecovery(this IServiceCollection services)
    {
        services.AddChecked<ErasureListOptions>("Backup", o => o.Problem());
        services.AddRoomSingleton<ErasureList>();
    }
}
