using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>Statements on their way in.</summary>
internal sealed class ImportTables : ITables
{
    public void AddTo(TableModel tables)
    {
        tables.Add<Import>("imports", e => e.HasKey(x => new { x.BookId, x.ImportId }));
        tables.Add<ImportFile>(
            "import_files",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.ImportId,
                    x.Chunk,
                })
        );
        tables.Add<ImportRow>(
            "import_rows",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.ImportId,
                    x.Line,
                })
        );
    }
}
