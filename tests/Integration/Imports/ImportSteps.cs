using System.Text;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports;

/// <summary>What tests of imports begin with and look at.</summary>
internal static class ImportSteps
{
    /// <summary>The columns of a file without references.</summary>
    public const string Header = "date,amount,category,merchant\n";

    public static byte[] File(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Somebody new with an account.</summary>
    public static async Task<(Client Client, Guid Account)> OpenedAsync(this Product product)
    {
        var client = await product.SignedUpAsync();
        return (client, await client.OpenAccountAsync());
    }

    /// <summary>How many rows came to what is named.</summary>
    public static int Count(JsonElement import, string name) => import.GetProperty("counts").GetProperty(name).GetInt32();
}
