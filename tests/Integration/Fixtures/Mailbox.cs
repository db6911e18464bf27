using System.Text.RegularExpressions;

namespace Rupaya.Integration.Fixtures;

/// <summary>Where the product's mails arrive: a directory of .eml files.</summary>
internal sealed partial class Mailbox : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("rupaya-mail-").FullName;

    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal) { ["Mail:Directory"] = Directory };

    /// <summary>All mails to an address whose subject contains a word.</summary>
    public List<string> Find(string to, string subject) =>
        [
            .. System
                .IO.Directory.GetFiles(Directory, "*.eml")
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText)
                .Where(m => m.Contains($"To: {to}", StringComparison.OrdinalIgnoreCase))
                .Where(m =>
                    m.Split('\n')
                        .Any(l => l.StartsWith("Subject:", StringComparison.Ordinal) && l.Contains(subject, StringComparison.Ordinal))
                ),
        ];

    /// <summary>Waits for the n-th mail of a kind.</summary>
    public async Task<string> WaitAsync(string to, string subject, int n = 1) =>
        (await Wait.ForAsync(() => Task.FromResult(Find(to, subject)), found => found.Count >= n))[n - 1];

    /// <summary>The token in the n-th mail of a kind.</summary>
    public async Task<string> TokenAsync(string to, string subject, int n = 1) =>
        TokenLine().Match(await WaitAsync(to, subject, n)).Groups["token"].Value;

    /// <summary>The token with which somebody says that they did not sign up.</summary>
    public async Task<string> DisownTokenAsync(string to)
    {
        // Long lines are cut, and end in = there.
        var mail = (await WaitAsync(to, "Confirm your e-mail")).Replace("=\r\n", "", StringComparison.Ordinal);
        return DisownLink().Match(mail).Groups["token"].Value;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    [GeneratedRegex(@"Token: (?<token>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenLine();

    [GeneratedRegex(@"/disown#token=(3D)?(?<token>[A-Za-z0-9_-]{70})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DisownLink();
}
