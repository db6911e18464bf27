using System.Diagnostics;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Host.Secrets;

/// <summary>
/// The sealed copy of the store: under a passphrase from the terminal or standard input, or for somebody's <c>age</c> key. With it and a backup of
/// the database everything can be brought back; without it nobody can read either.
/// </summary>
internal static class SecretsBackup
{
    private static readonly byte[] AgeHeader = "age-encryption.org/"u8.ToArray();

    public static async Task<string> BackupAsync(string path, SecretStore store, SecretsArguments arguments)
    {
        RefuseThrough(store);
        if (!store.Files.Any(f => f.Settings.Any()))
        {
            throw new InvalidOperationException("The store is empty: there is nothing to back up.");
        }
        if (File.Exists(path) && !arguments.Force)
        {
            throw new InvalidOperationException($"{path} is there already: another name, or --force.");
        }
        var archive = StoreArchive.Pack(store);
        var sealedFile = arguments.Age is { } recipient
            ? await AgeAsync(archive, [File.Exists(recipient) ? "-R" : "-r", recipient])
            : PassphraseSealing.Seal(Passphrase.Choose(), archive);
        EnvironmentFile.Write(path, sealedFile);
        return $"{store.Files.Sum(f => f.Settings.Count())} settings are sealed in {path}. Keep it, and what opens it, elsewhere and apart.";
    }

    public static async Task<string> RestoreAsync(string path, SecretStore store, SecretsArguments arguments)
    {
        RefuseThrough(store);
        var sealedFile = await File.ReadAllBytesAsync(path);
        var archive = sealedFile.AsSpan().StartsWith(AgeHeader)
            ? await AgeAsync(
                sealedFile,
                ["-d", "-i", arguments.Identity ?? throw new InvalidOperationException("It was sealed with age: --identity FILE opens it.")]
            )
            : PassphraseSealing.Open(Passphrase.Ask("Passphrase: "), sealedFile);
        var (restored, same) = StoreArchive.Unpack(archive, store, arguments.Force);
        return $"{restored} settings restored; {same} were there already.";
    }

    private static void RefuseThrough(SecretStore store)
    {
        if (store.IsThrough || store.Files.Count == 0)
        {
            throw new InvalidOperationException("--store FILE is needed: the files to back up, or to restore into.");
        }
    }

    private static async Task<byte[]> AgeAsync(byte[] input, string[] arguments)
    {
        var start = new ProcessStartInfo("age", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("age is not installed (Debian and Ubuntu: apt-get install age).", e);
        }
        using var age = process!;
        using var output = new MemoryStream();
        var (reading, errors) = (age.StandardOutput.BaseStream.CopyToAsync(output), age.StandardError.ReadToEndAsync());
        try
        {
            await age.StandardInput.BaseStream.WriteAsync(input);
            age.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended early, and says why.
        }
        await reading;
        await age.WaitForExitAsync();
        return age.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException((await errors).Split('\n')[0]);
    }
}
