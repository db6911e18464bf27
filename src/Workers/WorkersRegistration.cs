using Microsoft.Extensions.DependencyInjection;
using Rupaya.Workers.Housekeeping;
using Rupaya.Workers.ImportStatement;

namespace Rupaya.Workers;

/// <summary>What effects and schedules need beside what is found by scanning.</summary>
internal static class WorkersRegistration
{
    public static void AddWorkers(this IServiceCollection services)
    {
        services.AddSingleton<ImportStaging>();
        services.AddSingleton<StaleImports>();
        services.AddHostedService<Housekeeper>();
    }
}
