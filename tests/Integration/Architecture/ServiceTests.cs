using Microsoft.Extensions.DependencyInjection;
using Rupaya.Features;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;
using Rupaya.Workers;

namespace Rupaya.Integration.Architecture;

/// <summary>What is registered can be made: a constructor that the container cannot call would be noticed by the first request only.</summary>
public sealed class ServiceTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData("all", 200)]
    [InlineData("work", 60)]
    public async Task Every_service_can_be_made(string role, int atLeast)
    {
        await using var host = await TestHost.StartAsync(role, product.Database.App);
        await using var scope = host.Services.CreateAsyncScope();
        var known = scope.ServiceProvider.GetRequiredService<IServiceProviderIsService>();
        var services = new[] { typeof(RupayaDbContext).Assembly, typeof(FeaturesAssembly).Assembly, typeof(WorkersRegistration).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters && known.IsService(type))
            .ToList();

        services.Count.ShouldBeGreaterThan(atLeast);
        foreach (var service in services)
        {
            scope.ServiceProvider.GetRequiredService(service).ShouldNotBeNull(service.FullName);
        }
    }
}
