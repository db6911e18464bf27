using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Figures.Rates;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Exact reads: figures, searches and rates. Each figure is found by scanning.</summary>
internal static class FiguresRegistration
{
    public static void AddFigures(this IServiceCollection services)
    {
        services.AddSingleton<TransactionSearch>();
        services.AddSingleton<RateTables>();
        services.AddSingleton<ProviderRates>();
        services.AddSingleton<GoalStates>();
        services.AddSingleton<FigureReader>();
        services.AddSingleton<JournalSums>();
        services.Scan(scan =>
            scan.FromAssemblyOf<IFigure>()
                .AddClasses(classes => classes.AssignableTo<IFigure>(), publicOnly: false)
                .AsSelfWithInterfaces()
                .WithSingletonLifetime()
        );
    }
}
