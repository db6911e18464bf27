namespace Rupaya.Integration.Fixtures;

/// <summary>People of a deployment whose address is proven, as passkeys need it.</summary>
internal static class Verified
{
    public static async Task<Client> VerifiedAsync(this Deployment product, int api = 0)
    {
        var client = await product.Client(api).SignUpAsync();
        await product.Database.RunAsync($"update users set email_verified = true where user_id = '{client.UserId}'");
        return client;
    }
}
