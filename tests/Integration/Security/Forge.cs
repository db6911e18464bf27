using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Identity;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>Makes tokens as an attacker would, and, with the key taken out of the database, as nobody can.</summary>
internal sealed class Forge(ECDsa key, string keyId) : IDisposable
{
    public string KeyId => keyId;

    /// <summary>The deployment's own signing key, opened with its master key.</summary>
    public static async Task<Forge> TakeKeyAsync(Deployment product)
    {
        var master = new MasterKeys(Options.Create(new SecurityOptions { MasterKey = product.Settings["Security:MasterKey"]! }));
        await using var command = product.Database.Owner.CreateCommand(
            "select key_id, private_key from signing_keys order by active_at desc limit 1"
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var keyId = reader.GetString(0);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(master.Open(reader.GetFieldValue<byte[]>(1), Encoding.ASCII.GetBytes(keyId)), out _);
        return new Forge(key, keyId);
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    public string Header(string algorithm = "ES256", string type = "at+jwt", string? kid = null, string more = "") =>
        $$"""{"alg":"{{algorithm}}","kid":"{{kid ?? keyId}}","typ":"{{type}}"{{more}}}""";

    /// <summary>Signed with the real key, whatever it says.</summary>
    public string Sign(string header, string claims)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>HS256 with the public key as the secret.</summary>
    public string SignWithPublicKey(string claims)
    {
        var signed = $"{Encode(Header("HS256"))}.{Encode(claims)}";
        var secret = Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Signed with a key of the attacker that the header brings along or points to.</summary>
    public string SignWithOwnKey(string claims, string more)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signed = $"{Encode(Header(more: more))}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(own.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => key.Dispose();
}
