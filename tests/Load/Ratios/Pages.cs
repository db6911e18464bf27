using System.Globalization;
using System.Net.Http.Headers;
using Rupaya.Load.World;

namespace Rupaya.Load.Ratios;

/// <summary>Addresses of pages, as a client that walks finds them.</summary>
internal static class Pages
{
    public const string First = "/api/v1/transactions?limit=50";

    private const int Size = 50;
    private const int Stride = 200;
    private const int Wanted = 40;

    public static async Task<IReadOnlyList<string>> AroundAsync(Uri url, Person person, int page)
    {
        using var http = new HttpClient { BaseAddress = url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        var (path, found) = ($"/api/v1/transactions?limit={Stride}", new List<string>());
        for (var row = 0; found.Count < Wanted; row += Stride)
        {
            using var reply = await http.GetAsync(new Uri(path, UriKind.Relative));
            path = reply.EnsureSuccessStatusCode().Headers.GetValues("Link").Single().Split('<', '>')[1];
            if (row >= (page - 1) * Size)
            {
                found.Add(
                    path.Replace(string.Create(CultureInfo.InvariantCulture, $"limit={Stride}"), $"limit={Size}", StringComparison.Ordinal)
                );
            }
        }
        return found;
    }
}
