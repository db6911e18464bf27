namespace Rupaya.Domain.Contracts.V1;

/// <summary>
/// One commit moved a book. A hint for effects, which read the facts by their number: <c>changes</c> holds one row for each number in
/// (<paramref name="FromSeq"/>, <paramref name="ToSeq"/>].
/// </summary>
/// <param name="BookId">The book.</param>
/// <param name="FromSeq">The book's number before the commit.</param>
/// <param name="ToSeq">The book's number after it.</param>
/// <param name="ActorId">The user who did it.</param>
/// <param name="Cause">What was done: <c>transaction.created</c>, <c>account.created</c>, <c>import.completed</c> …</param>
/// <param name="SubjectId">The row it was done to; of several, the first.</param>
/// <param name="OccurredAt">UTC.</param>
public sealed record BookChanged(
    Guid BookId,
    long FromSeq,
    long ToSeq,
    Guid ActorId,
    string Cause,
    Guid SubjectId,
    DateTimeOffset OccurredAt
);
