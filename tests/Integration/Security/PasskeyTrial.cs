using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>What attacks on passkeys begin with: a person who has one, and an authenticator in software that does what it should not.</summary>
public abstract class PasskeyTrial(Deployment product)
{
    private protected Deployment Product => product;

    private protected async Task<(Client Person, Authenticator Device)> WithPasskeyAsync(
        byte flags = AuthenticatorAnswer.UserPresent | AuthenticatorAnswer.UserVerified,
        uint counter = 0
    )
    {
        var (person, device) = (await product.VerifiedAsync(), new Authenticator(flags: flags) { Counter = counter });
        (await person.AddPasskeyAsync(device)).Ok();
        return (person, device);
    }

    private protected async Task<(Reply Begun, object Credential)> BegunAsync(Authenticator device)
    {
        var begun = await product.Client().PostAsync("auth/passkeys/challenge", null);
        begun.Ok();
        return (begun, device.Get(begun["publicKey"]));
    }

    private protected Task<string> StateAsync(Client person) =>
        product.Database.ScalarAsync<string>("select state from passkeys where user_id = $1", person.UserId);

    /// <summary>How many sign-ins were refused for a reason.</summary>
    private protected Task<long> AuditedAsync(Client person, string reason) =>
        product.Database.ScalarAsync<long>(
            $"select count(*) from audit_log where subject_id = $1 and event = 'signin.failed' and data like '%{reason}%'",
            person.UserId
        );
}
