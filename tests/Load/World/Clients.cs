using System.Text;
using Rupaya.Support;

namespace Rupaya.Load.World;

/// <summary>Calls that make what the load is put on; none of them is measured but the import.</summary>
internal static class Clients
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>A client that waits as long as the largest import takes.</summary>
    public static Client Client(Uri url, string? token = null) => new(url, Patience) { DeviceId = "load", Token = token };

    /// <summary>Somebody new.</summary>
    public static Task<Client> SignedUpAsync(Uri url) => Client(url).SignUpAsync(email: $"load-{Guid.CreateVersion7():N}@rupaya.example");

    /// <summary>An account that can pay for everything.</summary>
    public static Task<Guid> OpenAccountAsync(Client client) => client.OpenAccountAsync(opening: 999_000_000);

    /// <summary>Imports a statement and waits until it is booked.</summary>
    public static async Task ImportAsync(Client client, Guid accountId, string csv)
    {
        var import = await client.ImportAsync(accountId, Encoding.UTF8.GetBytes(csv), (int)Patience.TotalSeconds, pauseMs: 10);
        if (import.GetProperty("status").GetString() != "completed")
        {
            throw new InvalidOperationException($"A statement could not be imported: {import}");
        }
    }
}
