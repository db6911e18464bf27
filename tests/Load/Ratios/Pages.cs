using System.Globalization;
using Rupaya.Load.World;

namespace Rupaya.Load.Ratios;

/// <summary>Addresses of pages, as a client that walks finds them.</summary>
internal static class Pages
{
    private const int Stride = 200;
    private const int Wanted = 40;

    /// <summary>Rows of a page: the default of the API, or as few as it takes for a small book to have page 5 000.</summary>
    public static int SizeFor(Person person, int page) => person.Rows >= (page * 50) + (Stride * Wanted) ? 50 : 20;

    public static string First(int size) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/transactions?limit={size}");

    public static async Task<IReadOnlyList<string>> AroundAsync(Uri url, Person person, int page, int size)
    {
        using var client = Clients.Client(url, person.Token);
        var (path, found) = (First(Stride), new List<string>());
        for (var row = 0; found.Count < Wanted; row += Stride)
        {
            var reply = await client.GetAsync(path);
            reply.Ok();
            path = reply.Headers.GetValues("Link").Single().Split('<', '>')[1];
            if (row >= (page - 1) * size)
            {
                found.Add(path.Replace(First(Stride), First(size), StringComparison.Ordinal));
            }
        }
        return found;
    }
}
