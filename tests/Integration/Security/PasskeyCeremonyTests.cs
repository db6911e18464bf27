using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>I12, I21 and I23: ceremonies that are used wrongly, and answers of authenticators with something wrong about them.</summary>
public abstract class PasskeyCeremonyTests(Deployment product) : PasskeyTrial(product)
{
    private const byte Synced = AuthenticatorAnswer.UserPresent | AuthenticatorAnswer.UserVerified | AuthenticatorAnswer.BackupEligible;

    /// <summary>What is wrong about an answer, by its name.</summary>
    private static readonly Dictionary<string, Func<AuthenticatorAnswer, AuthenticatorAnswer>> Bends = new(StringComparer.Ordinal)
    {
        ["another origin"] = a => a with { Origin = "https://evil.example" },
        ["a sub-domain"] = a => a with { Origin = "http://app.localhost:8080" },
        ["another port"] = a => a with { Origin = "http://localhost:8081" },
        ["another scheme"] = a => a with { Origin = "https://localhost:8080" },
        ["another domain"] = a => a with { RpId = "rupaya.example" },
        ["nobody present"] = a => a with { Flags = (byte)(a.Flags & ~AuthenticatorAnswer.UserPresent) },
        ["nobody verified"] = a => a with { Flags = (byte)(a.Flags & ~AuthenticatorAnswer.UserVerified) },
        ["another type"] = a => a with { Type = a.Type == "webauthn.get" ? "webauthn.create" : "webauthn.get" },
        ["another frame"] = a => a with { CrossOrigin = true },
        ["backed up and not eligible"] = a => a with { Flags = (byte)(a.Flags | AuthenticatorAnswer.BackedUp) },
        ["another challenge"] = a => a with { Challenge = new string('A', 43) },
    };

    public static TheoryData<string> Wrong => [.. Bends.Keys];

    [Fact]
    public async Task I12_a_ceremony_is_good_once_even_when_it_comes_ten_times_at_once()
    {
        var (person, device) = await WithPasskeyAsync();
        var (begun, credential) = await BegunAsync(device);
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Product.Client(i).FinishAsync(begun, credential)));
        replies.Count(r => (int)r.Status == 200).ShouldBe(1);
        replies.Count(r => r.Code == "invalid_credential").ShouldBe(9);
        (await person.FinishAsync(begun, credential)).ShouldFail(401, "invalid_credential");
    }

    [Fact]
    public async Task I12_a_registration_is_good_once()
    {
        var (person, _) = await WithPasskeyAsync();
        var begun = (await person.BeginPasskeyAsync()).Ok();
        var answers = Enumerable
            .Range(0, 4)
            .Select(_ => new
            {
                ceremonyToken = begun.GetProperty("ceremonyToken").GetString(),
                credential = new Authenticator().Create(begun.GetProperty("publicKey")),
            });
        var replies = await Task.WhenAll(answers.Select(a => person.PostAsync("auth/passkeys", a)));
        replies.Count(r => (int)r.Status == 201).ShouldBe(1);
        replies.Count(r => (int)r.Status == 400 && r.Code == "invalid_credential").ShouldBe(3);
    }

    [Fact]
    public async Task I12_a_ceremony_that_is_over_changed_or_for_something_else_is_none()
    {
        var (person, device) = await WithPasskeyAsync();
        var (begun, credential) = await BegunAsync(device);
        await Product.Database.RunAsync("update ceremonies set expires_at = now() where used_at is null");
        (await person.FinishAsync(begun, credential)).ShouldFail(401, "invalid_credential");

        (begun, credential) = await BegunAsync(device);
        var token = begun["ceremonyToken"].GetString()!;
        var changed = token[..^2] + (token[^2] == 'A' ? 'B' : 'A') + token[^1];
        (await FinishAsync(person, changed, credential)).ShouldFail(401, "invalid_credential");
        (await FinishAsync(person, person.RefreshToken!, credential)).ShouldFail(401, "invalid_credential");
        // What was tried in vain is not used up by it.
        (await person.FinishAsync(begun, credential)).Ok();

        var registration = (await person.BeginPasskeyAsync()).Ok();
        var challenge = registration.GetProperty("publicKey").GetProperty("challenge").GetString()!;
        var (open, _) = await BegunAsync(device);
        var signed = device.Get(open["publicKey"], a => a with { Challenge = challenge });
        (await FinishAsync(person, registration.GetProperty("ceremonyToken").GetString()!, signed)).ShouldFail(401, "invalid_credential");
        var made = new
        {
            ceremonyToken = open["ceremonyToken"].GetString(),
            credential = new Authenticator().Create(
                registration.GetProperty("publicKey"),
                a => a with { Challenge = open["publicKey"].GetProperty("challenge").GetString()! }
            ),
        };
        (await person.PostAsync("auth/passkeys", made)).ShouldFail(400, "invalid_credential");
    }

    [Fact]
    public async Task I21_who_is_half_signed_in_registers_nothing()
    {
        var (person, device) = await WithPasskeyAsync();
        var begun = (await person.BeginPasskeyAsync()).Ok();
        (await person.PostAsync("auth/mfa/enable", new { method = "passkey" })).Ok();
        var half = person.Another("half");
        half.Token = (await half.SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        (await half.BeginPasskeyAsync()).ShouldFail(401, "invalid_token");
        var made = new
        {
            ceremonyToken = begun.GetProperty("ceremonyToken").GetString(),
            credential = new Authenticator().Create(begun.GetProperty("publicKey")),
        };
        (await half.PostAsync("auth/passkeys", made)).ShouldFail(401, "invalid_token");
        (await half.GetAsync("auth/passkeys")).ShouldFail(401, "invalid_token");
        half.Token = null;
        (await half.BeginPasskeyAsync()).ShouldFail(401, "invalid_token");
        (await half.SignInAsync(device)).Ok();
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task I23_a_signature_with_something_wrong_is_refused(string what)
    {
        var (person, device) = await WithPasskeyAsync();
        (await person.SignInAsync(device, Bends[what])).ShouldFail(401, "invalid_credential");
        (await person.SignInAsync(device)).Ok();
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task I23_a_new_passkey_with_something_wrong_is_refused(string what)
    {
        var (person, _) = await WithPasskeyAsync();
        (await person.AddPasskeyAsync(new Authenticator(), bend: Bends[what])).ShouldFail(400, "invalid_credential");
        (await person.GetAsync("auth/passkeys")).Ok().GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task I23_backup_eligibility_never_changes()
    {
        var (person, device) = await WithPasskeyAsync(Synced);
        (
            await person.SignInAsync(device, a => a with { Flags = AuthenticatorAnswer.UserPresent | AuthenticatorAnswer.UserVerified })
        ).ShouldFail(401, "invalid_credential");
        var (other, bound) = await WithPasskeyAsync();
        (await other.SignInAsync(bound, a => a with { Flags = Synced })).ShouldFail(401, "invalid_credential");
        (await person.SignInAsync(device, a => a with { Flags = Synced | AuthenticatorAnswer.BackedUp })).Ok();
        (await person.SignInAsync(device)).Ok();
        (await AuditedAsync(person, "backup_eligibility")).ShouldBe(1);
    }

    [Fact]
    public async Task I23_a_signature_by_another_key_a_changed_one_and_an_id_that_is_too_long_are_refused()
    {
        var (person, device) = await WithPasskeyAsync();
        var (_, others) = await WithPasskeyAsync();
        (await person.SignInAsync(others, a => a with { Id = device.Id, UserHandle = device.UserHandle })).ShouldFail(
            401,
            "invalid_credential"
        );
        (await person.SignInAsync(device, a => a with { Signature = s => [.. s[..^1], (byte)(s[^1] ^ 1)] })).ShouldFail(
            401,
            "invalid_credential"
        );
        (await person.SignInAsync(device, a => a with { Signature = _ => [] })).Fields.ShouldBe(["credential.response.signature"]);
        (await person.AddPasskeyAsync(new Authenticator(), bend: a => a with { Id = new byte[1024] })).ShouldFail(
            400,
            "invalid_credential"
        );
    }

    [Fact]
    public async Task I23_a_ceremony_of_another_user_or_session_registers_nothing()
    {
        var (asha, _) = await WithPasskeyAsync();
        var (ravi, _) = await WithPasskeyAsync();
        var laptop = asha.Another("laptop");
        (await laptop.SignInAsync()).Ok();
        foreach (var thief in new[] { ravi, laptop })
        {
            var begun = (await asha.BeginPasskeyAsync()).Ok();
            var made = new
            {
                ceremonyToken = begun.GetProperty("ceremonyToken").GetString(),
                credential = new Authenticator().Create(begun.GetProperty("publicKey")),
            };
            (await thief.PostAsync("auth/passkeys", made)).ShouldFail(400, "invalid_credential");
        }
    }

    private static Task<Reply> FinishAsync(Client client, string ceremonyToken, object credential) =>
        client.PostAsync(
            "auth/passkeys/signin",
            new
            {
                ceremonyToken,
                credential,
                deviceId = client.DeviceId,
            }
        );
}

[Collection(Embedded.Name)]
public sealed class EmbeddedPasskeyCeremonyTests(EmbeddedDeployment product) : PasskeyCeremonyTests(product);

[Collection(Full.Name)]
public sealed class FullPasskeyCeremonyTests(FullDeployment product) : PasskeyCeremonyTests(product);
