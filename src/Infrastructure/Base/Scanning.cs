using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Rupaya.Infrastructure.Base;

/// <summary>Registers what is found by what it implements, so that adding one touches no list.</summary>
public static class Scanning
{
    /// <summary>Every class of the assemblies that implements <typeparamref name="T"/>, once.</summary>
    public static void AddAll<T>(this IServiceCollection services, IReadOnlyList<Assembly> assemblies)
        where T : class =>
        services.Scan(scan =>
            scan.FromAssemblies(assemblies)
                .AddClasses(classes => classes.AssignableTo<T>(), publicOnly: false)
                .As<T>()
                .WithSingletonLifetime()
        );
}
