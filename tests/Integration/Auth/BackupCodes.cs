using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth;

/// <summary>Somebody with an authenticator app and backup codes.</summary>
internal static class BackupCodes
{
    public const string Path = "auth/mfa/backup-codes";

    public static async Task<(Client Person, List<string> Codes)> WithTwoStepsAsync(this Product product)
    {
        var person = await product.SignedUpAsync();
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        var code = Security.SecondFactorTests.Code(setup.GetProperty("secret").GetString()!, 0);
        (await person.PostAsync("auth/mfa/verify", new { token = code })).Ok();
        return (person, Texts(setup.GetProperty("backupCodes")));
    }

    public static List<string> Texts(JsonElement codes) => [.. codes.EnumerateArray().Select(c => c.GetString()!)];

    public static async Task SignInWithCodeAsync(this Client person, string code)
    {
        var mfaToken = (await person.SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        person.Take(await person.PostAsync("auth/mfa/verify", new { token = code, mfaToken }));
    }
}
