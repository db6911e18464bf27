namespace Rupaya.Host.Commands;

/// <summary>
/// Makes certificates for servers that only this installation talks to: <c>certs DIR NAME…</c>, under an authority of its own. Run again it replaces
/// what ends soon and keeps the rest.
/// </summary>
internal static class CertsCommand
{
    public static int Run(string directory, string[] names, TimeProvider clock)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new InvalidOperationException("certs needs a system that can close a key to others by its mode.");
        }
        if (names.Length == 0)
        {
            throw new InvalidOperationException("certs needs the names of the servers behind the directory.");
        }
        if (Array.Find(names, n => !IsHost(n)) is { } wrong)
        {
            throw new InvalidOperationException($"{wrong} is no host's name or address.");
        }
        try
        {
            Directory.CreateDirectory(directory);
            using var authority = PrivateAuthority.Open(directory, clock);
            foreach (var name in names)
            {
                var (ends, made) = authority.Certify(name);
                Console.WriteLine($"{name}: {(made ? "made" : "kept")}, until {ends:yyyy-MM-dd}");
            }
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{directory}: {e.Message}", e);
        }
    }

    // It becomes a file's name as well.
    private static bool IsHost(string name) =>
        name != PrivateAuthority.Name && Uri.CheckHostName(name) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
}
