namespace Rupaya.Infrastructure.Ledger.Verification;

/// <summary>A check of every book, or of one.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Sql">
/// Each row is a difference: the book and a sentence. <c>of(t)</c> stands for the condition that a row of the table <c>t</c> belongs to the book that
/// is checked; of all books it is no condition.
/// </param>
internal sealed record LedgerCheck(string Name, string Sql);
