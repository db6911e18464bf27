using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Rupaya.Host.Secrets;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Unit.Host;

/// <summary>The files that secrets are in, their sealed copy, and what is told of them.</summary>
public sealed class SecretStoreTests : IDisposable
{
    private const string Phrase = "correct horse battery staple";

    private readonly string _directory = Directory.CreateTempSubdirectory("rupaya-store-").FullName;

    private string App => Path.Combine(_directory, "app.env");
    private string Servers => Path.Combine(_directory, "secrets.env");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_name_is_changed_where_it_stands_a_new_one_is_added_to_the_first_file_and_the_rest_stays()
    {
        File.WriteAllText(App, "# ours\nA=1\n\nLong__Name=x=y;z\n");
        File.WriteAllText(Servers, "B=2\n");
        using (var store = SecretStore.Open([App, Servers]))
        {
            store.Find("long__name").ShouldBe("x=y;z");
            store.Set("b", "3");
            store.Set("C", "4");
            store.Remove("a");
            store.Save();
        }
        File.ReadAllText(App).ShouldBe("# ours\n\nLong__Name=x=y;z\nC=4\n");
        File.ReadAllText(Servers).ShouldBe("B=3\n");
        Directory.GetFiles(_directory).Length.ShouldBe(2);
    }

    [Fact]
    public void What_is_written_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes");
        using var store = SecretStore.Open([App]);
        store.Set("A", "2");
        store.Save();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(App).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("640", "640")]
    [InlineData("600", "600")]
    [InlineData("400", "400")]
    [InlineData("666", "660")]
    public void What_is_there_keeps_its_mode_but_for_what_everybody_might_do(string mode, string kept)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes");
        File.WriteAllText(App, "A=1\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(App, (UnixFileMode)Convert.ToInt32(mode, 8));
            EnvironmentFile.Write(App, "A=2\n"u8.ToArray());
            Convert.ToString((int)File.GetUnixFileMode(App), 8).ShouldBe(kept);
            File.ReadAllText(App).ShouldBe("A=2\n");
        }
    }

    [Fact]
    public void What_is_there_keeps_its_owner_and_its_group()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root gives files away");
        File.WriteAllText(App, "A=1\n");
        using (var chown = System.Diagnostics.Process.Start("chown", ["4321:4322", App]))
        {
            chown.WaitForExit();
        }
        EnvironmentFile.Write(App, "A=2\n"u8.ToArray());
        var start = new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%u:%g", App])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var stat = System.Diagnostics.Process.Start(start)!;
        stat.StandardOutput.ReadToEnd().Trim().ShouldBe("4321:4322");
    }

    [Fact]
    public void A_link_stays_one_and_what_it_leads_to_is_written()
    {
        File.WriteAllText(Servers, "A=1\n");
        var between = Path.Combine(_directory, "between.env");
        File.CreateSymbolicLink(between, Servers);
        File.CreateSymbolicLink(App, between);
        EnvironmentFile.Write(App, "A=2\n"u8.ToArray());
        new FileInfo(App).LinkTarget.ShouldBe(between);
        new FileInfo(Servers).LinkTarget.ShouldBeNull();
        File.ReadAllText(Servers).ShouldBe("A=2\n");
        Directory.GetFiles(_directory).Length.ShouldBe(3);
    }

    [Fact]
    public void Two_commands_do_not_change_it_at_once_and_what_is_no_line_is_refused()
    {
        using var store = SecretStore.Open([App]);
        Should.Throw<InvalidOperationException>(() => SecretStore.Open([App])).Message.ShouldContain("another command");
        Should.Throw<InvalidOperationException>(() => store.Set("A", "1\nB=2"));
        Should.Throw<InvalidOperationException>(() => SecretStore.Open([App + "x", "-"]));
        using var none = SecretStore.Open([]);
        Should.Throw<InvalidOperationException>(() => none.Set("A", "1")).Message.ShouldContain("--store");
    }

    [Fact]
    public void A_sealed_file_opens_with_its_passphrase_and_not_when_a_byte_was_changed()
    {
        var plain = RandomNumberGenerator.GetBytes(1000);
        var sealedFile = PassphraseSealing.Seal(Phrase, plain);
        PassphraseSealing.Open(Phrase, sealedFile).ShouldBe(plain);
        Should.Throw<InvalidOperationException>(() => PassphraseSealing.Open("correct horse battery stable", sealedFile));
        foreach (var at in new[] { 0, sealedFile.Length / 2, sealedFile.Length - 1 })
        {
            var changed = sealedFile.ToArray();
            changed[at] ^= 1;
            Should.Throw<InvalidOperationException>(() => PassphraseSealing.Open(Phrase, changed));
        }
        Should.Throw<InvalidOperationException>(() => PassphraseSealing.Open(Phrase, sealedFile[..40]));
        Should.Throw<InvalidOperationException>(() => PassphraseSealing.Open(Phrase, []));
        Should.Throw<InvalidOperationException>(() => PassphraseSealing.Seal("too short", plain));
        Should.Throw<InvalidOperationException>(() => PassphraseSealing.Seal(new string('x', 40), plain));
    }

    [Fact]
    public void A_restore_brings_back_what_is_missing_and_replaces_nothing_unless_forced()
    {
        File.WriteAllText(App, "A=1\nB=2\n");
        File.WriteAllText(Servers, "P=9\n");
        byte[] archive;
        using (var store = SecretStore.Open([App, Servers]))
        {
            archive = StoreArchive.Pack(store);
        }
        File.WriteAllText(App, "A=different\nNew=5\n");
        File.Delete(Servers);
        using (var store = SecretStore.Open([App, Servers]))
        {
            var refused = Should.Throw<InvalidOperationException>(() => StoreArchive.Unpack(archive, store, force: false));
            refused.Message.ShouldContain("A");
            refused.Message.ShouldNotContain("different");
        }
        File.Exists(Servers).ShouldBeFalse();
        File.ReadAllText(App).ShouldBe("A=different\nNew=5\n");
        using (var store = SecretStore.Open([App, Servers]))
        {
            StoreArchive.Unpack(archive, store, force: true).ShouldBe((3, 0));
        }
        File.ReadAllText(App).ShouldBe("A=1\nNew=5\nB=2\n");
        File.ReadAllText(Servers).ShouldBe("P=9\n");
        using (var store = SecretStore.Open([App, Servers]))
        {
            StoreArchive.Unpack(archive, store, force: false).ShouldBe((0, 3));
        }
        using var elsewhere = SecretStore.Open([Path.Combine(_directory, "x.env")]);
        Should
            .Throw<InvalidOperationException>(() => StoreArchive.Unpack(archive, elsewhere, force: true))
            .Message.ShouldContain("app.env");
    }

    [Theory]
    [InlineData("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "sample")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "pattern")]
    [InlineData("3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8=", "pattern")]
    [InlineData("c2hvcnQ=", "256 bits")]
    [InlineData("not base64", "256 bits")]
    public void A_key_that_somebody_thought_up_is_found_and_not_shown(string key, string problem)
    {
        SecretStrength.OfKey(key)!.ShouldContain(problem);
        SecretStrength.OfKey(key)!.ShouldNotContain(key);
    }

    [Fact]
    public void What_is_made_here_is_sound()
    {
        for (var i = 0; i < 1000; i++)
        {
            SecretStrength.OfKey(NewSecret.Key()).ShouldBeNull();
            SecretStrength.OfPassword(NewSecret.Password()).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("change-me-change-me-change-me-change-me")]
    [InlineData("abababababababababababababababababababababab")]
    [InlineData("Tr0ub4dor&3")]
    public void A_weak_password_is_found(string? password) => SecretStrength.OfPassword(password).ShouldNotBeNull();

    [Fact]
    public void A_password_is_taken_out_of_whatever_a_library_says()
    {
        var passwords = Enumerable.Range(0, 3).Select(_ => NewSecret.Password()).ToArray();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = $"Host=h;Username=u;Password={passwords[0]};Database=d",
            ["ConnectionStrings:Redis"] = $"h:1,user=u,password={passwords[1]},ssl=true",
            ["ConnectionStrings:RabbitMq"] = $"amqp://u:{passwords[2]}@h:1/",
            ["Security:PreviousTokenSecrets:0"] = $"{NewSecret.Key()}@2026-11-27T03:00:00Z",
            ["Mail:Password"] = "hunter2hunter2",
        };
        var redaction = new Redaction(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var told = redaction.Of(string.Join(" and\n", settings.Values));
        told.ShouldContain("***");
        told.ShouldContain("Username=u");
        foreach (var secret in passwords.Append("hunter2hunter2").Append(settings["Security:PreviousTokenSecrets:0"]!.Split('@')[0]))
        {
            told.ShouldNotContain(secret);
        }
    }
}
