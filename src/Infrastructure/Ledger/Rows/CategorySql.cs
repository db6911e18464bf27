using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statements on <c>categories</c>.</summary>
public static class CategorySql
{
    private const string Columns = "book_id, category_id, name, kind, parent_id, icon, color, is_system, version, created_at, updated_at";

    /// <summary>The index that keeps names apart, whichever way two ways of writing one are told to be equal.</summary>
    internal const string UniqueName = "categories_name";

    /// <summary>409: the kind has a category of that name already.</summary>
    public static readonly Error Exists = Problems.CategoryExists.Error;

    /// <summary>Reads categories; what is read starts with the columns of <see cref="Read"/>.</summary>
    public const string Select = $"select {Columns} from categories";

    /// <summary>A live category of a book whose head is held, or 404.</summary>
    public static async Task<Result<Category>> FindAsync(LockedBook book, Guid categoryId, CancellationToken cancellation)
    {
        var command = Command(
            $"{Select} where book_id = $1 and category_id = $2 and deleted_seq is null and kind <> 'none'",
            Parameter(book.BookId),
            Parameter(categoryId)
        );
        return await book.ReadAsync(command, Read, cancellation) is [var found] ? found : Error.NotFound("Category");
    }

    /// <summary>Loads one more category, if it lives.</summary>
    public static async Task LoadAsync(LockedBook book, Guid? categoryId, CancellationToken cancellation)
    {
        if (categoryId is { } id && await FindAsync(book, id, cancellation) is { IsSuccess: true } found)
        {
            book.Categories[id] = found.Value;
        }
    }

    /// <summary>Many at once, alike but for id, name, kind and version: a new book's defaults, an import's new names.</summary>
    internal static NpgsqlBatchCommand InsertMany(
        Guid bookId,
        Guid[] ids,
        string[] names,
        string[] kinds,
        long firstVersion,
        bool isSystem,
        DateTimeOffset at
    ) =>
        Command(
            $"insert into categories ({Columns}) select $1, c.id, c.name, c.kind, null, null, null, $6, $5 + c.i - 1, $7, $7 "
                + "from unnest($2, $3, $4) with ordinality as c(id, name, kind, i)",
            Parameter(bookId),
            Parameter(ids),
            Parameter(names),
            Parameter(kinds),
            Parameter(firstVersion),
            Parameter(isSystem),
            Parameter(at)
        );

    internal static NpgsqlBatchCommand Insert(Category c) =>
        Command(
            $"insert into categories ({Columns}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
            [.. Shared(c), Parameter(c.CreatedAt), Parameter(c.UpdatedAt)]
        );

    internal static NpgsqlBatchCommand Update(Category c) =>
        Command(
            "update categories set name = $3, kind = $4, parent_id = $5, icon = $6, color = $7, is_system = $8, version = $9, updated_at = $10, "
                + "deleted_seq = $11 where book_id = $1 and category_id = $2",
            [.. Shared(c), Parameter(c.UpdatedAt), Parameter(c.DeletedSeq)]
        );

    /// <summary>The parameters $1 to $9 of both statements.</summary>
    private static NpgsqlParameter[] Shared(Category c) =>
        [
            Parameter(c.BookId),
            Parameter(c.CategoryId),
            Parameter(c.Name),
            Parameter(c.Kind),
            Parameter(c.ParentId),
            Parameter(c.Icon),
            Parameter(c.Color),
            Parameter(c.IsSystem),
            Parameter(c.Version),
        ];

    /// <summary>The category that starts at the first column.</summary>
    public static Category Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            CategoryId = r.GetGuid(1),
            Name = r.GetString(2),
            Kind = r.GetString(3),
            ParentId = r.IsDBNull(4) ? null : r.GetGuid(4),
            Icon = r.IsDBNull(5) ? null : r.GetString(5),
            Color = r.IsDBNull(6) ? null : r.GetString(6),
            IsSystem = r.GetBoolean(7),
            Version = r.GetInt64(8),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(9),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(10),
        };
}
