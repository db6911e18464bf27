using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>A book whose head is locked, with its members, and what is to be written.</summary>
/// <param name="locked">For reads that the decision needs.</param>
/// <param name="book">The book's row.</param>
/// <param name="members">The longest-standing first.</param>
/// <param name="commit">Records what changes in the book.</param>
public sealed class LockedMembership(LockedBook locked, Book book, IReadOnlyList<BookMember> members, BookCommit commit)
{
    /// <summary>The book as its commit knows it; it also reads what a decision has to look up.</summary>
    public LockedBook Locked => locked;

    /// <summary>The book.</summary>
    public Book Book => book;

    /// <summary>When it will be erased and who asked for that; null for a book that is there. A deleted one has no members.</summary>
    public BookDeletion? Deletion { get; init; }

    /// <summary>Everybody who belongs to it.</summary>
    public IReadOnlyList<BookMember> Members => members;

    /// <summary>What is written.</summary>
    public BookCommit Commit => commit;

    /// <summary>Who does it.</summary>
    public Guid ActorId => locked.ActorId;

    /// <summary>UTC.</summary>
    public DateTimeOffset Now => locked.At;

    /// <summary>Statements beside the book's own changes.</summary>
    public List<NpgsqlBatchCommand> Others { get; } = [];

    /// <summary>The membership of a user; null for none.</summary>
    public BookMember? Member(Guid userId) => members.FirstOrDefault(m => m.UserId == userId);

    internal BookMember Owner => members.First(m => m.Role == Role.Owner);

    /// <summary>Null for the owner; 404 for who is no member, 403 for another role.</summary>
    public Error? RequireOwner() =>
        Member(ActorId) switch
        {
            null => Error.NotFound("Book"),
            { Role: Role.Owner } => null,
            _ => Error.Forbidden,
        };

    /// <summary>Adds an audit row about a user.</summary>
    public void Audit(Guid subjectId, string @event, object data) =>
        Others.Add(AuditTrail.Insert(subjectId, key: null, @event, ActorId, data, personal: null, Now));

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

/// <summary>That a book's owner deleted it.</summary>
/// <param name="EraseAt">UTC: until then they can have it back.</param>
/// <param name="By">Its owner.</param>
public sealed record BookDeletion(DateTimeOffset EraseAt, Guid By);
