namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>The book does not take the import, and will not take it later.</summary>
/// <param name="code"><c>account_deleted</c>, <c>account_archived</c>, <c>category_exists</c> (two names that PostgreSQL tells to be the same), or <see cref="Over"/>.</param>
public sealed class ImportRefusedException(string code) : Exception(code)
{
    /// <summary>Somebody gave the import up, or finished it, meanwhile.</summary>
    public const string Over = "import_over";

    /// <summary>The file has something that the database does not take.</summary>
    public const string Unstorable = "unstorable";

    /// <summary>Why, stable.</summary>
    public string Code => Message;
}
