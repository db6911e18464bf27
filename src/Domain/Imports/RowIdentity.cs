using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Domain.Imports;

/// <summary>
/// What makes a statement row itself: (account, reference), else a hash of (date, amount, merchant, description) and its occurrence number
/// in the file, so that two equal rows of one file are two rows and a repeated file is none. One instance serves one file.
/// </summary>
/// <param name="accountId">The account the file belongs to.</param>
public sealed class RowIdentity(Guid accountId)
{
    private readonly Dictionary<Guid, int> _occurrences = [];
    private readonly HashSet<Guid> _references = [];

    /// <summary>The identity, and whether the file has named it before (a repeated reference).</summary>
    public (Guid Identity, bool Repeated) Of(StatementRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Reference is not null)
        {
            var reference = Hash($"{accountId:N}\nreference\n{row.Reference}");
            return (reference, !_references.Add(reference));
        }
        var content =
            $"{accountId:N}\ncontent\n{row.Date:yyyy-MM-dd}\n{row.Amount / 1.0000000000000000000000000000m}\n{row.Merchant}\n{row.Description}";
        var key = Hash(content);
        var occurrence = _occurrences[key] = _occurrences.GetValueOrDefault(key) + 1;
        return (Hash($"{content}\n{occurrence}"), false);
    }

    private static Guid Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new Guid(hash[..16]);
    }
}
