using Rupaya.Infrastructure.Ledger.Importing;

namespace Rupaya.Workers.ImportStatement;

/// <summary>Why nothing of a file was imported.</summary>
/// <param name="Field">file, accountId or category.</param>
internal sealed record ImportFailure(string Field, string Code, string Message)
{
    public static readonly ImportFailure Malformed = new(
        "file",
        "malformed_csv",
        "The file cannot be split into rows from here on; nothing was imported."
    );

    public static ImportFailure Of(string code) =>
        code switch
        {
            "account_deleted" => new("accountId", code, "The account was deleted meanwhile; nothing was imported."),
            "account_archived" => new("accountId", code, "The account is archived; nothing was imported."),
            ImportRefusedException.Unstorable => new("file", code, "The file has values that cannot be kept; nothing was imported."),
            "category_exists" => new("category", code, "Two names of categories differ only in case; nothing was imported."),
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No import is refused for that."),
        };
}
