namespace Rupaya.Workers.ImportStatement;

/// <summary>
/// Who may write <c>import_rows</c>. No foreign key holds them (ADR 12): who writes some keeps the book from being erased until they are there, and
/// erasing takes them along. <c>$1</c> is the book, <c>$2</c> the import.
/// </summary>
internal static class StagedRows
{
    public const string Hold = "select 1 from books where book_id = $1 for key share";
    public const string IsRunning = "exists (select 1 from imports where book_id = $1 and import_id = $2 and status = 'running')";
    public const string Clear = "delete from import_rows where book_id = $1 and import_id = $2";
}
