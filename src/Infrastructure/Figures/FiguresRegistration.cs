using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Figures.Rates;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Exact reads: figures, searches and rates. Each figure is found by scanning.</summary>
public static class FiguresRegistration
{
    internal static void AddFigures(this IServiceCollection services)
    {
        services.AddSingleton<TransactionSearch>();
        services.AddSingleton<TransactionSums>();
        services.AddSingleton<RateTables>();
        services.AddSingleton<ProviderRates>();
        services.AddSingleton<GoalStates>();
        services.AddRoomSingleton<FigureReader>();
        services.AddSingleton<JournalSums>();
        services.Scan(scan =>
            scan.FromAssemblyOf<IFigure>()
                .AddClasses(classes => classes.AssignableTo<IFigure>(), publicOnly: false)
                .AsSelfWithInterfaces()
                .WithSingletonLifetime()
        );
    }

    /// <summary>Where exchange rates come from by the settings (<c>Rates</c>), as <see cref="IRateProvider"/>.</summary>
    public static void AddRateProvider(this IServiceCollection services)
    {
        services.AddOptions<RateOptions>().BindConfiguration("Rates");
        services.AddSingleton<IRateProvider, EcbRateFile>();
    }
}
