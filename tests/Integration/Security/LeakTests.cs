using Rupaya.Infrastructure.Identity;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>
/// I17: after a whole journey nothing that opens anything is found in logs, traces, the audit log or any other row, and in mails only what a mail
/// is there to bring. What a provider adds is in <c>OidcSecretsTests</c>.
/// </summary>
public sealed class LeakTests : IAsyncLifetime
{
    private const string EveryRow = """
        select string_agg(query_to_xml(format('select * from %I', table_name), true, true, '')::text, '')
          from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
        """;

    private readonly Mailbox _mail = new();
    private readonly List<string> _secrets = [];
    private readonly List<string> _mailed = [];
    private TestDatabase _database = null!;
    private OtlpReceiver _collector = null!;
    private ProductProcess _process = null!;

    public async ValueTask InitializeAsync()
    {
        (_database, _collector) = (await TestDatabase.CreateAsync(), await OtlpReceiver.StartAsync());
        _process = await ProductProcess.StartAsync(
            "all",
            _mail.Settings.And(
                new(StringComparer.Ordinal)
                {
                    ["ConnectionStrings:Postgres"] = _database.App,
                    ["Security:MasterKey"] = Convert.ToBase64String(Key()),
                    ["Security:TokenSecret"] = Convert.ToBase64String(Key()),
                    ["RateLimits:Enabled"] = "false",
                    ["Logging:RequestSample"] = "1",
                    ["Telemetry:OtlpEndpoint"] = _collector.Address,
                }
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _collector.DisposeAsync();
        await _database.DisposeAsync();
        _mail.Dispose();
    }

    [Fact]
    public async Task I17_a_whole_journey_leaves_nothing_that_opens_anything()
    {
        var person = await SignUpAsync();
        await TwoStepAsync(person);
        await ProgramsAsync(person);
        await ResetAsync(person);
        await Wait.UntilAsync(() => NullLog.IsAsync(_database), 60);
        await Wait.UntilAsync(() => Task.FromResult(_collector.Spans().Count > 20), 60);

        var log = string.Join('\n', _process.Log());
        var (_, traces) = _collector.At("/v1/traces");
        var (_, logged) = _collector.At("/v1/logs");
        var rows = await _database.ScalarAsync<string>(EveryRow);
        // Each was looked into, and there is something in it.
        log.ShouldContain("/api/v1/user/tokens");
        traces.ShouldContain("auth/signin");
        rows.ShouldContain("token.created");
        var mails = string.Join('\n', Directory.GetFiles(_mail.Directory).Select(File.ReadAllText));
        mails.ShouldContain("A token for a program was made");

        _secrets.Count.ShouldBeGreaterThan(15);
        foreach (var (place, text) in new[] { ("log", log), ("traces", traces), ("logs by OTLP", logged), ("rows", rows) })
        {
            _secrets.Concat(_mailed).ShouldAllBe(s => !text.Contains(s, StringComparison.Ordinal), place);
            text.ShouldNotMatch("rupaya_pat_[0-9A-Za-z]{46}", place);
        }
        _secrets.ShouldAllBe(s => !mails.Contains(s, StringComparison.Ordinal), "mails");
        mails.ShouldNotContain("rupaya_pat_");
    }

    private async Task<Client> SignUpAsync()
    {
        var person = await new Client(_process.Address).SignUpAsync();
        Keep(person.Token!, person.RefreshToken!, Client.Password);
        var token = await MailedAsync(person, "Confirm");
        (await person.PostAsync("auth/verify-email", new { token })).Ok();
        (await person.RefreshAsync()).Ok();
        Keep(person.Token!, person.RefreshToken!);
        // What is refused is logged as well, with no more in it.
        (await person.Another("x").RefreshAsync("a-refresh-token-of-nobody")).ShouldFail(401, "invalid_token");
        Keep("a-refresh-token-of-nobody");
        return person;
    }

    private async Task TwoStepAsync(Client person)
    {
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        var secret = setup.GetProperty("secret").GetString()!;
        string[] codes = [.. setup.GetProperty("backupCodes").EnumerateArray().Select(c => c.GetString()!)];
        Keep([secret, .. codes]);
        (await person.PostAsync("auth/mfa/verify", new { token = Code(secret, 0) })).Ok();
        var laptop = person.Another("laptop");
        var half = (await laptop.SignInAsync()).Ok();
        var mfaToken = half.GetProperty("mfaToken").GetString()!;
        Keep(mfaToken);
        (await laptop.PostAsync("auth/mfa/verify", new { token = codes[0], mfaToken })).Ok();
        var device = new Authenticator();
        (await person.PostAsync("auth/step-up", new { token = codes[1] })).Ok();
        var begun = await person.BeginPasskeyAsync();
        Keep(begun["ceremonyToken"].GetString()!);
        var credential = device.Create(begun["publicKey"]);
        (await person.PostAsync("auth/passkeys", new { ceremonyToken = begun["ceremonyToken"].GetString(), credential })).Ok();
        var phone = person.Another("phone");
        (await phone.SignInAsync(device)).Ok();
        Keep(phone.Token!, phone.RefreshToken!);
    }

    private async Task ProgramsAsync(Client person)
    {
        var (tokenId, program) = await person.TokenAsync("read", "accounts:write");
        Keep(program.Token!);
        (await program.GetAsync("accounts")).Ok();
        var rotated = (await person.PostAsync($"user/tokens/{tokenId}/rotate", new { graceHours = 1 }))
            .Ok()
            .GetProperty("token")
            .GetString()!;
        Keep(rotated);
        string[] tokens = [rotated];
        (await person.Another("finder").PostAsync("auth/tokens/revoke", new { tokens })).Ok();
        (await person.GetAsync($"accounts?token={rotated}")).Ok();
    }

    private async Task ResetAsync(Client person)
    {
        (await person.Another("lost").PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        var token = await MailedAsync(person, "Set a new password");
        (await person.Another("lost").PostAsync("auth/reset-password", new { token, newPassword = "Another456!Pass" })).Ok();
        Keep("Another456!Pass");
    }

    private async Task<string> MailedAsync(Client person, string subject)
    {
        var token = await _mail.TokenAsync(person.Email, subject);
        _mailed.Add(token);
        return token;
    }

    private void Keep(params string[] secrets) => _secrets.AddRange(secrets);

    private static byte[] Key() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);

    private static string Code(string secret, int offset) =>
        Totp.Code(secret, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / Totp.StepSeconds) + offset);
}
