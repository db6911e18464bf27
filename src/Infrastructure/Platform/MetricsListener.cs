using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Platform;

/// <summary>Shows <c>/metrics</c> on a port of its own, and nothing else there.</summary>
internal sealed class MetricsListener(PrometheusText metrics, IOptions<MetricsOptions> options) : IHostedService, IAsyncDisposable
{
    private WebApplication? _server;

    /// <summary>Where it listens; null where metrics are not shown.</summary>
    public Uri? Address => _server is null ? null : new Uri(_server.Urls.First());

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Endpoint is not { } endpoint)
        {
            return;
        }
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(endpoint);
            });
        _server = builder.Build();
        _server.Run(AnswerAsync);
        try
        {
            await _server.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"Web:MetricsPort: {endpoint} is not free; each process needs a port of its own.", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } measured)
        {
            // A scrape is no request to the product.
            measured.MetricsDisabled = true;
        }
        if (context.Request.Path != "/metrics")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(metrics.Write());
    }
}
