using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Rupaya.Host.Secrets;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Unit.Host;

/// <summary>What rotations write into a store, and what processes make of it at which moment.</summary>
public sealed class SecretRotationTests : IDisposable
{
    private const string Token = "Security__TokenSecret";
    private const string PreviousTokens = "Security__PreviousTokenSecrets__0";
    private const string Master = "Security__MasterKey";
    private const string PreviousMasters = "Security__PreviousMasterKeys__0";

    private static readonly DateTimeOffset Begun = new(2026, 11, 27, 3, 0, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("rupaya-secrets-").FullName;
    private readonly At _clock = new() { Now = Begun };

    private string StorePath => Path.Combine(_directory, "app.env");

    public SecretRotationTests() => File.WriteAllText(StorePath, $"# ours\n{Token}={NewSecret.Key()}\n{Master}={NewSecret.Key()}\n");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_new_token_secret_issues_when_every_process_can_know_it_and_the_old_one_counts_for_seven_days_more()
    {
        var before = Read();
        await BeginAsync(new TokenRotation(), "--after", "3600");
        var after = Read();
        var (session, replaced) = (Guid.CreateVersion7(), Begun.AddHours(1));

        // Processes with the old and with the new settings work side by side until then.
        var early = Tokens(after, replaced.AddSeconds(-1)).Issue(TokenPurpose.Refresh, session);
        Tokens(before, replaced).Verify(TokenPurpose.Refresh, early).ShouldNotBeNull();
        var late = Tokens(after, replaced).Issue(TokenPurpose.Refresh, session);
        Tokens(before, replaced).Verify(TokenPurpose.Refresh, late).ShouldBeNull();
        Tokens(after, Begun).Verify(TokenPurpose.Refresh, late).ShouldNotBeNull();

        Tokens(after, replaced.AddDays(7).AddSeconds(-1)).Verify(TokenPurpose.Refresh, early).ShouldNotBeNull();
        Tokens(after, replaced.AddDays(7)).Verify(TokenPurpose.Refresh, early).ShouldBeNull();
        Tokens(after, replaced.AddDays(7)).Verify(TokenPurpose.Refresh, late).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_looked_up_is_found_before_and_after_the_moment_and_after_the_next_rotation()
    {
        var before = Read();
        var code = Tokens(before, Begun).Lookup("backup-code", "x");
        await BeginAsync(new TokenRotation(), "--after", "60");
        Tokens(Read(), Begun).Lookup("backup-code", "x").ShouldBe(code);
        Tokens(Read(), Begun.AddMinutes(1)).Lookup("backup-code", "x").ShouldNotBe(code);
        _clock.Now = Begun.AddDays(90);
        await BeginAsync(new TokenRotation());
        Tokens(Read(), Begun.AddDays(91)).Lookups("backup-code", "x").ShouldContain(h => h.SequenceEqual(code));
    }

    [Fact]
    public async Task A_second_rotation_is_refused_while_what_the_first_replaced_still_counts()
    {
        await BeginAsync(new TokenRotation(), "--after", "3600");
        var (text, message) = (File.ReadAllText(StorePath), await RefusedAsync(new TokenRotation()));
        message.ShouldContain("2026-12-04 04:00:00 UTC");
        File.ReadAllText(StorePath).ShouldBe(text);
        _clock.Now = Begun.AddDays(7).AddHours(1).AddSeconds(-1);
        await RefusedAsync(new TokenRotation());
        _clock.Now = Begun.AddDays(7).AddHours(1);
        await BeginAsync(new TokenRotation());
        Read().Problem().ShouldBeNull();
    }

    [Fact]
    public async Task Of_a_secret_that_leaked_nothing_counts_any_more()
    {
        var before = Read();
        var session = Tokens(before, Begun).Issue(TokenPurpose.Refresh, Guid.CreateVersion7());
        await BeginAsync(Leaked(), "--leaked");
        Tokens(Read(), Begun).Verify(TokenPurpose.Refresh, session).ShouldBeNull();
        File.ReadAllText(StorePath).ShouldNotContain(before.TokenSecret);
        Find(PreviousTokens).ShouldBeNull();
        Read().Problem().ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_of_the_secret_before_the_one_that_leaked_counts_either_and_its_members_keep_their_place()
    {
        File.AppendAllText(StorePath, $"Security__PreviousTokenSecrets__1={NewSecret.Key()}@2026-11-26T03:00:00Z\n");
        var first = Read();
        await BeginAsync(new TokenRotation(), "--after", "3600");
        var second = Read();
        // Until then the first one is what everything is issued with.
        var session = Tokens(second, Begun).Issue(TokenPurpose.Refresh, Guid.CreateVersion7());
        await BeginAsync(Leaked(), "--leaked");
        var third = Read();
        Tokens(third, Begun).Verify(TokenPurpose.Refresh, session).ShouldBeNull();
        Tokens(first, Begun)
            .Verify(TokenPurpose.Refresh, Tokens(third, Begun).Issue(TokenPurpose.Refresh, Guid.CreateVersion7()))
            .ShouldBeNull();
        var text = File.ReadAllText(StorePath);
        PreviousSecret
            .Split([.. second.PreviousTokenSecrets, first.TokenSecret, second.TokenSecret])
            .ShouldAllBe(s => !text.Contains(s.Split('@')[0], StringComparison.Ordinal));
        third.PreviousTokenSecrets.Length.ShouldBe(2);
        third.Problem().ShouldBeNull();
        // The next one need not wait.
        await BeginAsync(new TokenRotation());
    }

    [Fact]
    public async Task A_secret_that_the_database_was_not_told_of_is_not_kept()
    {
        var text = File.ReadAllText(StorePath);
        var away = new TokenRotation((_, _, _) => throw new InvalidOperationException("away"));
        await Should.ThrowAsync<InvalidOperationException>(() => BeginAsync(away, "--leaked"));
        File.ReadAllText(StorePath).ShouldBe(text);
    }

    [Fact]
    public async Task A_new_master_key_seals_when_every_process_can_know_it()
    {
        var before = Read();
        await BeginAsync(new MasterRotation(), "--after", "3600");
        var (after, later) = (Read(), Begun.AddHours(1));
        var early = Keys(after, later.AddSeconds(-1)).Seal("x"u8, "me"u8);
        Keys(before, Begun).Open(early, "me"u8).ShouldBe("x"u8.ToArray());
        Keys(after, later.AddSeconds(-1)).IsOutdated(early).ShouldBeFalse();
        Keys(after, later).IsOutdated(early).ShouldBeTrue();
        var sealedLater = Keys(after, later).Seal("x"u8, "me"u8);
        Keys(after, Begun).Open(sealedLater, "me"u8).ShouldBe("x"u8.ToArray());

        (await RefusedAsync(new MasterRotation())).ShouldContain("not finished");
        (
            await Should.ThrowAsync<InvalidOperationException>(() => WithAsync(c => new MasterRotation().FinishAsync(c)))
        ).Message.ShouldContain("seals until 2026-11-27 04:00:00 UTC");
    }

    [Fact]
    public async Task What_keeps_a_place_stays_in_it_beside_the_key_that_was_replaced()
    {
        var place = NewSecret.Key();
        File.AppendAllText(StorePath, $"{PreviousMasters}={place}\n{PreviousTokens}={NewSecret.Key()}@2000-01-01T00:00:00Z\n");
        var old = Read().MasterKey;
        await BeginAsync(new MasterRotation(), "--after", "0");
        await BeginAsync(new TokenRotation());
        PreviousSecret.Split(Read().PreviousMasterKeys).ShouldBe([$"{old}@2026-11-27T03:00:00Z", place]);
        PreviousSecret.Split(Read().PreviousTokenSecrets).Length.ShouldBe(2);
        Read().Problem().ShouldBeNull();
    }

    [Theory]
    [InlineData(null, 42)]
    [InlineData(90, 97)]
    public async Task The_key_of_backups_is_kept_until_the_backups_under_it_have_expired(int? retentionDays, int keptDays)
    {
        if (retentionDays is { } days)
        {
            File.AppendAllText(StorePath, $"Backup__RetentionDays={days}\n");
        }
        await BeginAsync(new BackupKeyRotation());
        var first = Find("Backup__CipherKey");
        Find("Backup__PreviousCipherKeys__0").ShouldBeNull();
        await BeginAsync(new BackupKeyRotation());
        Find("Backup__CipherKey").ShouldNotBe(first);
        Find("Backup__PreviousCipherKeys__0").ShouldBe($"{first}@2026-11-27T03:00:00Z");
        _clock.Now = Begun.AddDays(keptDays).AddSeconds(-1);
        await Should.ThrowAsync<InvalidOperationException>(() => WithAsync(c => new BackupKeyRotation().FinishAsync(c)));
        _clock.Now = Begun.AddDays(keptDays);
        (await WithAsync(c => new BackupKeyRotation().FinishAsync(c))).ShouldContain("1 keys for backups forgotten");
        Find("Backup__PreviousCipherKeys__0").ShouldBeNull();
    }

    [Theory]
    [InlineData("rupaya_app", "rupaya_app_a")]
    [InlineData("rupaya_app_a", "rupaya_app_b")]
    [InlineData("rupaya_app_b", "rupaya_app_a")]
    [InlineData("default", "rupaya_a")]
    public void Two_logins_take_turns(string login, string next) => LoginRotation.Next(login).ShouldBe(next);

    private static TokenRotation Leaked() =>
        new(
            (_, _, keep) =>
            {
                keep();
                return Task.CompletedTask;
            }
        );

    private Task<string> BeginAsync(IRotation rotation, params string[] arguments) => WithAsync(rotation.BeginAsync, arguments);

    private async Task<string> RefusedAsync(IRotation rotation) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => BeginAsync(rotation))).Message;

    private async Task<string> WithAsync(Func<RotationContext, Task<string>> act, params string[] arguments)
    {
        using var store = SecretStore.Open([StorePath]);
        var told = await act(new RotationContext(store, SecretsArguments.Parse(arguments), Configuration(store), _clock));
        foreach (var (name, value) in store.Files[0].Settings)
        {
            told.ShouldNotContain(value, customMessage: name);
        }
        return told;
    }

    private static IConfiguration Configuration(SecretStore store) =>
        new ConfigurationBuilder().AddInMemoryCollection(store.Settings).Build();

    private SecurityOptions Read()
    {
        using var store = SecretStore.Open([StorePath]);
        return Configuration(store).GetSection("Security").Get<SecurityOptions>(binder => binder.BindNonPublicProperties = true)!;
    }

    private string? Find(string name)
    {
        using var store = SecretStore.Open([StorePath]);
        return store.Find(name);
    }

    private static DerivedTokens Tokens(SecurityOptions options, DateTimeOffset now) => new(Options.Create(options), new At { Now = now });

    private static MasterKeys Keys(SecurityOptions options, DateTimeOffset now) => new(Options.Create(options), new At { Now = now });

    private sealed class At : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
