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
            var rates = app.Services.GetRequiredService<ProviderRates>();
            var (read, stored) = await rates.StoreFileAsync(await File.ReadAllBytesAsync(file), CancellationToken.None);
            Console.WriteLine($"{read} rates read, {stored} new or corrected");
            return 0;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{file}: {e.Message}", e);
        }
    }
}
