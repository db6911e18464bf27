using Npgsql;
using Rupaya.Infrastructure.Persistence.Entities;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>The statements on <c>categories</c>.</summary>
internal static class CategorySql
{
    private const string Columns = "book_id, category_id, name, kind, parent_id, icon, color, is_system, version, created_at, updated_at";

    public const string Select = $"select {Columns} from categories";

    /// <summary>Many at once, alike but for id, name, kind and version: a new book's defaults, an import's new names.</summary>
    public static NpgsqlBatchCommand InsertMany(
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
            Of(bookId),
            Of(ids),
            Of(names),
            Of(kinds),
            Of(firstVersion),
            Of(isSystem),
            Of(at)
        );

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
