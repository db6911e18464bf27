using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Mail;

/// <summary>Mail over SMTP, to a real server: aiosmtpd, which keeps what it takes in a Maildir.</summary>
public sealed class MailTests
{
    private static Dictionary<string, string?> Smtp(int port) =>
        new(StringComparer.Ordinal)
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = $"{port}",
            ["Mail:Tls"] = "false",
            ["Mail:From"] = "Rupaya <hello@rupaya.example>",
            ["Messaging:RetryMs"] = "50",
        };

    [Fact]
    public async Task A_mail_arrives_with_an_identity_of_its_own_and_its_token_works()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App, Smtp(sink.Port));
        var person = await host.Client().SignUpAsync();
        var mail = await Wait.ForAsync(() => Task.FromResult(sink.Mails().FirstOrDefault()), m => m is not null);
        mail.ShouldNotBeNull().ShouldContain($"To: {person.Email}", Case.Insensitive);
        mail.ShouldContain("<hello@rupaya.example>", Case.Insensitive);
        mail.ShouldMatch("Message-ID: <[0-9a-f]{32}@rupaya.example>");
        var token = mail[(mail.IndexOf("Token: ", StringComparison.Ordinal) + 7)..].Split('\n')[0].Trim();
        (await person.PostAsync("auth/verify-email", new { token })).Ok();
    }

    [Fact]
    public async Task While_the_server_is_away_mail_waits_and_nothing_else_does()
    {
        var sink = await SmtpSink.StartAsync();
        var port = sink.Port;
        await sink.DisposeAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App, Smtp(port));
        var person = await host.Client().SignUpAsync();
        await Wait.UntilAsync(async () =>
            await database.ScalarAsync<string>(
                "select coalesce(string_agg(effect, ' '), '') || (select count(*) from outbox) from deliveries"
            ) == "send-account-mail0"
        );
        // A server that is away is the environment's failure: no number of attempts makes the mail a dead letter.
        await Task.Delay(2000);
        (await database.ScalarAsync<long>("select count(*) from deliveries where dead_reason is null")).ShouldBe(1);
        await using var back = await SmtpSink.StartAsync(port);
        await Wait.UntilAsync(() => Task.FromResult(back.Mails().Any(m => m.Contains(person.Email, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("jos\u00e9.secret@rupaya.example", true)]
    [InlineData("secret\u200b@rupaya.example", true)]
    [InlineData("jos\u00e9.secret@rupaya.example", false)]
    public async Task An_address_from_before_that_cannot_be_written_to_is_in_no_log_and_no_dead_letter(string address, bool smtp)
    {
        await using var sink = await SmtpSink.StartAsync();
        using var mailbox = new Mailbox();
        await using var database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = database.App,
            ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        }.And(smtp ? Smtp(sink.Port) : mailbox.Settings);
        await using var process = await ProductProcess.StartAsync("all", settings);
        var person = await new Client(process.Address).SignUpAsync();
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        await database.RunAsync($"update users set email = '{address}' where user_id = '{person.UserId}'");
        (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        await Wait.UntilAsync(() => Task.FromResult(process.Log().Any(l => l.Contains("cannot be written to", StringComparison.Ordinal))));
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        (await database.ScalarAsync<long>("select count(*) from deliveries")).ShouldBe(0);
        process.Log().ShouldNotContain(l => l.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_STARTTLS_a_mail_goes_to_a_server_whose_certificate_verifies_and_to_no_other(bool trusted)
    {
        await using var sink = await SmtpSink.StartAsync(tls: true);
        await using var database = await TestDatabase.CreateAsync();
        await using var process = await ProductProcess.StartAsync("all", Secure(database, sink, trusted ? sink.Certificate : null));
        var person = await new Client(process.Address).SignUpAsync();
        if (trusted)
        {
            await Wait.UntilAsync(() => Task.FromResult(sink.Mails().Any(m => m.Contains(person.Email, StringComparison.Ordinal))));
            return;
        }
        await TriedTwiceAsync(database);
        sink.Mails().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_without_TLS_gets_nothing_in_the_clear()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var process = await ProductProcess.StartAsync("all", Secure(database, sink, trust: null));
        await new Client(process.Address).SignUpAsync();
        await TriedTwiceAsync(database);
        sink.Mails().ShouldBeEmpty();
    }

    private static Dictionary<string, string?> Secure(TestDatabase database, SmtpSink sink, string? trust)
    {
        var settings = new Dictionary<string, string?>(Smtp(sink.Port), StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = database.App,
            ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Mail:Tls"] = "true",
            ["Messaging:Effects:send-account-mail:RetryMs"] = "50",
        };
        if (trust is not null)
        {
            settings["SSL_CERT_FILE"] = trust;
        }
        return settings;
    }

    private static Task TriedTwiceAsync(TestDatabase database) =>
        Wait.UntilAsync(async () =>
            await database.ScalarAsync<long>("select count(*) from deliveries where effect = 'send-account-mail' and attempts > 1") == 1
        );

    [Fact]
    public async Task Sent_twice_it_is_the_same_mail()
    {
        using var mailbox = new Mailbox();
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App, mailbox.Settings);
        var person = await host.Client().SignUpAsync();
        var first = await mailbox.WaitAsync(person.Email, "Confirm");
        var notice = new Rupaya.Domain.Contracts.V1.AccountNotice(
            Guid.Parse(
                System.Text.RegularExpressions.Regex.Match(first, "(?<=Message-ID: <)[0-9a-f]{32}", default, TimeSpan.FromSeconds(1)).Value
            ),
            Rupaya.Domain.Users.AccountNoticeKinds.VerifyEmail,
            person.UserId,
            await database.ScalarAsync<Guid>("select token_id from account_tokens where user_id = $1", person.UserId),
            TimeProvider.System.GetUtcNow()
        );
        await using var scope = host.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<Workers.SendAccountMail.SendAccountMailEffect>()
            .HandleAsync(notice, CancellationToken.None);
        mailbox.Find(person.Email, "Confirm").Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_person_typed_adds_neither_lines_nor_links_to_a_mail()
    {
        using var mailbox = new Mailbox();
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App, mailbox.Settings);
        var person = await host.Client().SignUpAsync();
        var evil = new
        {
            email = person.Email,
            password = Client.Password,
            deviceId = "new",
            deviceName = "Phone\r\nBcc: all@rupaya.example\r\n\r\nClick https://evil.example/now",
        };
        (await person.PostAsync("auth/signin", evil)).Ok();
        var mail = await mailbox.WaitAsync(person.Email, "New sign-in");
        mail.Split('\n').ShouldNotContain(l => l.StartsWith("Bcc:", StringComparison.OrdinalIgnoreCase));
        mail.ShouldNotContain("https://evil.example");
    }
}

/// <summary>An SMTP server on loopback.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;

    private SmtpSink(Process process, int port, string directory)
    {
        _process = process;
        _directory = directory;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The certificate of a server with STARTTLS, as a file.</summary>
    public string Certificate => $"{_directory}/certificate.pem";

    public static async Task<SmtpSink> StartAsync(int? port = null, bool tls = false)
    {
        var directory = Directory.CreateTempSubdirectory("rupaya-smtp-").FullName;
        var chosen = port ?? Loopback.FreePort();
        var start = new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        foreach (
            var argument in new[]
            {
                "-m",
                "aiosmtpd",
                "-n",
                "-l",
                $"127.0.0.1:{chosen}",
                "-c",
                "aiosmtpd.handlers.Mailbox",
                $"{directory}/mail",
            }
        )
        {
            start.ArgumentList.Add(argument);
        }
        if (tls)
        {
            // In front of the handler's class, which takes what follows.
            start.ArgumentList.Insert(2, $"--tlscert={directory}/certificate.pem");
            start.ArgumentList.Insert(3, $"--tlskey={directory}/key.pem");
            await WriteCertificateAsync(directory);
        }
        var sink = new SmtpSink(Process.Start(start)!, chosen, directory);
        await Wait.UntilAsync(async () =>
        {
            sink._process.HasExited.ShouldBeFalse("aiosmtpd did not start");
            using var tcp = new TcpClient();
            try
            {
                await tcp.ConnectAsync(IPAddress.Loopback, chosen);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        });
        return sink;
    }

    public List<string> Mails() =>
        Directory.Exists($"{_directory}/mail/new") ? [.. Directory.GetFiles($"{_directory}/mail/new").Select(File.ReadAllText)] : [];

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task WriteCertificateAsync(string directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        await File.WriteAllTextAsync($"{directory}/certificate.pem", certificate.ExportCertificatePem());
        await File.WriteAllTextAsync($"{directory}/key.pem", key.ExportPkcs8PrivateKeyPem());
    }
}
