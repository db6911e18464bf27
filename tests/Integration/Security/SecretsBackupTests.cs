using System.Security.Cryptography;
using Rupaya.Host.Secrets;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>The sealed copy of the secrets, and the one look at all settings.</summary>
[TakesLong]
public sealed class SecretsBackupTests
{
    private const string Phrase = "correct horse battery staple";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_lost_comes_back_from_the_sealed_copy_and_all_sessions_live(bool age)
    {
        await using var trial = await SecretsTrial.CreateAsync();
        using var person = await SignedUpAsync(trial);
        var copy = trial.PathOf("copy.sealed");
        string[] backup = age ? ["backup", copy, "--age", await RecipientAsync(trial)] : ["backup", copy];
        string[] restore = age ? ["restore", copy, "--identity", trial.PathOf("identity")] : ["restore", copy];
        (await trial.TryAsync(Phrase, backup)).Code.ShouldBe(0);
        (await trial.TryAsync(Phrase, backup)).Output.ShouldContain("is there already");
        trial.ShouldHaveKeptItsSecrets(await File.ReadAllTextAsync(copy));
        var (text, secret) = (await File.ReadAllTextAsync(trial.StorePath), trial.Get("Security__TokenSecret"));

        // Another secret is there: nothing is overwritten.
        trial.Put("Security__TokenSecret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var (code, output) = await trial.TryAsync(Phrase, restore);
        (code, output.Contains("Security__TokenSecret", StringComparison.Ordinal)).ShouldBe((1, true), output);
        trial.Get("Security__TokenSecret").ShouldNotBe(secret);
        File.Delete(trial.StorePath);
        if (!age)
        {
            (await trial.TryAsync("correct horse battery stable", restore)).Output.ShouldContain("The passphrase is another one");
            File.Exists(trial.StorePath).ShouldBeFalse();
        }
        (await trial.TryAsync(Phrase, restore)).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(trial.StorePath)).ShouldBe(text);
        await using var api = await ProductProcess.StartAsync("all", trial.Settings);
        using var same = person.Another(person.DeviceId, api.Address);
        (await same.RefreshAsync(person.RefreshToken)).Ok();
    }

    [Fact]
    public async Task One_look_finds_everything_that_is_wrong_and_shows_no_secret()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        using (await SignedUpAsync(trial)) { }
        (await trial.RunAsync("validate", "--connect")).ShouldNotContain("WRONG");

        // The key is sound and is not the one that sealed.
        var right = trial.Get("Security__MasterKey");
        trial.Put("Security__MasterKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        (await WrongAsync(trial, "--connect")).ShouldBe(["the master key opens what is sealed"]);
        trial.Put("Security__MasterKey", right);

        trial.Put("Security__MasterKey", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        trial.Put("Security__TokenSecret", "c2hvcnQ=");
        trial.Put("Database__MaxPoolSize", "0");
        trial.Put("Messaging__Transport", "Pigeon");
        trial.Put("Cache__Minutes", "-1");
        trial.Put("Alerts__UnusualFactor", "0");
        trial.Put("Housekeeping__Seconds", "0");
        trial.Put("Mail__Port", "70000");
        trial.Put("Web__HstsDays", "-1");
        trial.Put("ConnectionStrings__Postgres", "Host=db.example;Database=x;Username=rupaya_app;Password=change-me");
        trial.Put(
            "ConnectionStrings__PostgresOwner",
            $"Host=127.0.0.1;Root Certificate={await CertificateAsync(trial, days: 20)};Password=x"
        );
        (await WrongAsync(trial)).ShouldBe(
            [
                "Alerts",
                "Cache",
                "ConnectionStrings:Postgres",
                "ConnectionStrings:Postgres has a sound password",
                "ConnectionStrings:PostgresOwner has a sound password",
                "Database",
                "Housekeeping",
                "Mail",
                "Messaging",
                "Security",
                "Security:MasterKey is random",
                "Security:TokenSecret is random",
                $"the certificate of {trial.PathOf("ca.pem")} lasts",
                "Web",
            ],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Servers_that_do_not_answer_or_do_not_know_the_login_are_named_each_on_a_line()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        trial.Put(
            "ConnectionStrings__Postgres",
            new Npgsql.NpgsqlConnectionStringBuilder(trial.Database.App) { Password = NewSecret.Password() }.ConnectionString
        );
        trial.Put("ConnectionStrings__Redis", $"127.0.0.1:{Loopback.FreePort()},password={NewSecret.Password()}");
        trial.Put("ConnectionStrings__RabbitMq", $"amqp://nobody:{NewSecret.Password()}@127.0.0.1:{new Uri(Servers.RabbitMq).Port}/");
        (trial.Rest["Cache:Provider"], trial.Rest["Messaging:Transport"]) = ("Redis", "RabbitMq");
        (await WrongAsync(trial, "--connect")).ShouldBe(
            ["PostgreSQL answers Postgres", "the master key opens what is sealed", "Redis answers", "RabbitMQ answers"],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task An_api_key_comes_from_standard_input_and_goes_where_it_is_read()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        const string Value = "sk-or-v1-4f2e9c0d8b7a6f5e4d3c2b1a";
        (await trial.TryAsync(Value, "rotate", "api-key", "openrouter")).Code.ShouldBe(0);
        trial.Get("openrouter__ApiKey").ShouldBe(Value);
        (await trial.TryAsync(Value, "rotate", "api-key", "openrouter")).Output.ShouldContain("is that already");
        (await trial.TryAsync("", "rotate", "api-key", "openrouter")).Code.ShouldBe(1);
        (await trial.TryAsync(Value, "rotate", "api-key", "Mail__Password")).Code.ShouldBe(0);
        trial.Get("Mail__Password").ShouldBe(Value);
        (await trial.TryAsync(null, "rotate", "nothing")).Code.ShouldBe(2);
    }

    private static async Task<Client> SignedUpAsync(SecretsTrial trial)
    {
        await using var api = await ProductProcess.StartAsync("all", trial.Settings);
        return await new Client(api.Address).SignUpAsync();
    }

    private static async Task<string[]> WrongAsync(SecretsTrial trial, params string[] more)
    {
        var (code, output) = await trial.TryAsync(null, ["validate", .. more]);
        code.ShouldBe(1, output);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(l => l.StartsWith("ok     ") || l.StartsWith("WRONG  "));
        return
        [
            .. output
                .Split('\n')
                .Where(l => l.StartsWith("WRONG  ", StringComparison.Ordinal))
                .Select(l => l["WRONG  ".Length..])
                .Select(l => l[..l.IndexOf(": ", StringComparison.Ordinal)]),
        ];
    }

    private static async Task<string> RecipientAsync(SecretsTrial trial)
    {
        var (code, output) = await Programs.RunAsync("age-keygen", "-o", trial.PathOf("identity"));
        code.ShouldBe(0, output);
        return output.Split(' ')[^1].Trim();
    }

    private static async Task<string> CertificateAsync(SecretsTrial trial, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(days));
        await File.WriteAllTextAsync(trial.PathOf("ca.pem"), certificate.ExportCertificatePem());
        return trial.PathOf("ca.pem");
    }
}
