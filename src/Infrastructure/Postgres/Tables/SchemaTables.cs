using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>What the schema knows of itself and of its verifications, backups and restores.</summary>
internal sealed class SchemaTables : ITables
{
    public void AddTo(TableModel tables)
    {
        tables.Add<SchemaBuild>("schema_builds", e => e.HasKey(x => x.ProcessId));
        tables.Add<SchemaCompatibleFrom>("schema_compatible_from", e => e.HasKey(x => x.OnlyRow));
        tables.Add<Verification>("verifications", e => e.HasKey(x => x.VerificationId));
        tables.Add<Backup>("backups", e => e.HasKey(x => x.BackupId));
        tables.Add<Restore>("restores", e => e.HasKey(x => x.RestoreId));
        tables.Add<UnlistedErasure>("unlisted_erasures", e => e.HasKey(x => x.UserId));
        tables.Add<BookGapRow>("book_gaps", e => e.HasKey(x => new { x.BookId, x.AfterSeq }));
    }
}
