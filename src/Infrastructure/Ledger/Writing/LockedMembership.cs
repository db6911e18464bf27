using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>A book whose head is locked, with its members, and what is to be written.</summary>
/// <param name="connection">For reads that the decision needs.</param>
/// <param name="book">The book's row.</param>
/// <param name="members">The longest-standing first.</param>
/// <param name="commit">Records what changes in the book.</param>
/// <param name="actorId">Who does it.</param>
/// <param name="now">UTC.</param>
internal sealed class LockedMembership(
    NpgsqlConnection connection,
    Book book,
    IReadOnlyList<BookMember> members,
    BookCommit commit,
    Guid actorId,
    DateTimeOffset now
)
{
    /// <summary>For the statements of the commit.</summary>
    internal NpgsqlConnection Connection => connection;

    /// <summary>Reads what a decision has to look up itself.</summary>
    public Task<List<T>> ReadAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) =>
        connection.ReadAsync(command, read, cancellation);

    /// <summary>The first column of the first row of what a decision has to look up itself; null for none.</summary>
    public Task<object?> ScalarAsync(NpgsqlBatchCommand command, CancellationToken cancellation) =>
        connection.ScalarAsync(command, cancellation);

    public Book Book => book;

    public IReadOnlyList<BookMember> Members => members;

    public BookCommit Commit => commit;

    public Guid ActorId => actorId;

    public DateTimeOffset Now => now;

    /// <summary>Statements beside the book's own changes.</summary>
    public List<NpgsqlBatchCommand> Others { get; } = [];

    public BookMember? Member(Guid userId) => members.FirstOrDefault(m => m.UserId == userId);

    public BookMember Owner => members.First(m => m.Role == Role.Owner);

    /// <summary>Null for the owner; 404 for who is no member, 403 for another role.</summary>
    public Error? RequireOwner() =>
        Member(actorId) switch
        {
            null => Error.NotFound("Book"),
            { Role: Role.Owner } => null,
            _ => Error.Forbidden,
        };

    public void Audit(Guid subjectId, string @event, object data) =>
        Others.Add(AuditTrail.Insert(subjectId, key: null, @event, actorId, data, personal: null, now));

    /// <summary>Makes another member the owner; the one who was becomes an editor.</summary>
    public void TransferTo(BookMember heir)
    {
        // In this order: a book never has two owners, not even within a transaction.
        commit.Record(Owner, Owner with { Role = Role.Editor });
        commit.Record(heir, heir with { Role = Role.Owner });
        Audit(heir.UserId, "book.ownership_received", new { book.BookId, From = Owner.UserId });
    }

    /// <summary>Takes a member out of the book.</summary>
    public void Remove(BookMember member)
    {
        commit.Remove(member);
        Others.Add(BookSql.LeaveDefault(member));
    }
}
