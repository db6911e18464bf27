using Microsoft.Extensions.Logging;
using Rupaya.Infrastructure.Figures.Rates;

namespace Rupaya.Workers.Housekeeping;

/// <summary>Takes over a provider's rates when it has new ones.</summary>
internal sealed partial class RateRefresh(IRateProvider provider, ProviderRates rates, ILogger<RateRefresh> logger)
{
    private string? _revision;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var revision = provider.Revision();
        if (revision is null || revision == _revision)
        {
            return;
        }
        try
        {
            Refreshed(await rates.StoreAsync(provider.Read(), cancellation), provider.Name);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            NotRead(provider.Name, e.Message);
        }
        // What was not understood is not read again until it changes.
        _revision = revision;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} new or corrected exchange rates from {Provider}")]
    private partial void Refreshed(int count, string provider);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No exchange rates taken from {Provider}: {Reason}")]
    private partial void NotRead(string provider, string reason);
}
