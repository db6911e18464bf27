using System.Net;

namespace Rupaya.Support;

/// <summary>What a person does with passkeys.</summary>
public static class PasskeySteps
{
    /// <summary>Begins a new passkey.</summary>
    public static Task<Reply> BeginPasskeyAsync(this Client client) => client.PostAsync("auth/passkeys/registration", null);

    /// <summary>Registers a new passkey of an authenticator.</summary>
    public static async Task<Reply> AddPasskeyAsync(
        this Client client,
        Authenticator authenticator,
        string? name = null,
        Func<AuthenticatorAnswer, AuthenticatorAnswer>? bend = null
    )
    {
        var begun = await client.BeginPasskeyAsync();
        return begun.Status == HttpStatusCode.OK
            ? await client.PostAsync(
                "auth/passkeys",
                new
                {
                    ceremonyToken = begun["ceremonyToken"].GetString(),
                    name,
                    credential = authenticator.Create(begun["publicKey"], bend),
                }
            )
            : begun;
    }

    /// <summary>Signs in with a passkey, and keeps the tokens where it got some.</summary>
    public static async Task<Reply> SignInAsync(
        this Client client,
        Authenticator authenticator,
        Func<AuthenticatorAnswer, AuthenticatorAnswer>? bend = null
    )
    {
        var begun = await client.PostAsync("auth/passkeys/challenge", null);
        begun.Ok();
        var reply = await client.FinishAsync(begun, authenticator.Get(begun["publicKey"], bend));
        if (reply.Status == HttpStatusCode.OK)
        {
            client.Take(reply);
        }
        return reply;
    }

    /// <summary>Sends what an authenticator signed.</summary>
    public static Task<Reply> FinishAsync(this Client client, Reply begun, object credential) =>
        client.PostAsync(
            "auth/passkeys/signin",
            new
            {
                ceremonyToken = begun["ceremonyToken"].GetString(),
                credential,
                deviceId = client.DeviceId,
            }
        );
}
