using Microsoft.EntityFrameworkCore;
using Rupaya.Domain.Books;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>Books, members and what belongs to their ledgers.</summary>
internal sealed class BookTables : ITables
{
    public void AddTo(TableModel tables)
    {
        tables.Add<Book>(
            "books",
            e =>
            {
                e.HasKey(x => x.BookId);
                // Of the row, not of the book: nobody has a book that its owner deleted.
                e.Property<DateTimeOffset?>("EraseAt");
                e.Property<Guid?>("EraseAskedBy");
            }
        );
        tables.Add<BookMember>("book_members", e => e.HasKey(x => new { x.BookId, x.UserId }));
        tables.Add<Invitation>("invitations", e => e.HasKey(x => new { x.BookId, x.InvitationId }));
        tables.Add<Account>("accounts", e => e.HasKey(x => new { x.BookId, x.AccountId }));
        tables.Add<Category>("categories", e => e.HasKey(x => new { x.BookId, x.CategoryId }));
        tables.Add<Transaction>(
            "transactions",
            e =>
            {
                e.HasKey(x => new { x.BookId, x.TransactionId });
                e.Ignore(x => x.Splits);
            }
        );
        tables.Add<TransactionSplit>(
            "transaction_splits",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.TransactionId,
                    x.Line,
                })
        );
        tables.Add<Change>(
            "changes",
            e =>
            {
                e.HasKey(x => new { x.BookId, x.Seq });
                e.Property(x => x.Before).HasColumnType("jsonb");
            }
        );
        tables.Add<JournalEntry>(
            "entries",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.Seq,
                    x.Line,
                })
        );
        tables.Add<BookTotal>(
            "book_totals",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.Date,
                    x.AccountId,
                    x.CategoryId,
                    x.Currency,
                    x.Flow,
                })
        );
        tables.Add<BookFlow>(
            "book_flows",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.Unit,
                    x.Start,
                    x.CategoryId,
                    x.Currency,
                    x.Flow,
                })
        );
        tables.Add<ProjectionHead>("projection_heads", e => e.HasKey(x => new { x.BookId, x.Projection }));
        tables.Add<SearchWord>("search_words", e => e.HasKey(x => new { x.BookId, x.Word }));
        tables.Add<SearchDocument>("search_documents", e => e.HasKey(x => new { x.BookId, x.TransactionId }));
        tables.Add<BookRate>("book_rates", e => e.HasKey(x => new { x.BookId, x.RateId }));
        tables.Add<ProviderRate>(
            "provider_rates",
            e =>
                e.HasKey(x => new
                {
                    x.Base,
                    x.Quote,
                    x.Date,
                })
        );
        tables.Add<ProviderRatesVersion>("provider_rates_version", e => e.HasKey(x => x.OnlyRow));
    }
}
