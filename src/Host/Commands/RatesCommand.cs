using Rupaya.Infrastructure.Figures.Rates;

namespace Rupaya.Host.Commands;

/// <summary>Takes exchange rates over from a file of the European Central Bank's format: <c>rates import FILE</c>.</summary>
internal static class RatesCommand
{
    public static async Task<int> ImportAsync(string file, string[] settings)
    {
        await using var app = CommandHost.Build(settings);
        try
        {
            var quotes = EcbRateFile.Parse(await File.ReadAllBytesAsync(file));
            var stored = await app.Services.GetRequiredService<ProviderRates>().StoreAsync(quotes, CancellationToken.None);
            Console.WriteLine($"{quotes.Count} rates read, {stored} new or corrected");
            return 0;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{file}: {e.Message}", e);
        }
    }
}
