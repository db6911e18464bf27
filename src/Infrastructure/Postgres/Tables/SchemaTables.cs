using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>What the schema knows of itself and of its verifications.</summary>
internal sealed class SchemaTables : ITables
{
    public void AddTo(TableModel tables)
    {
        tables.Add<SchemaBuild>("schema_builds", e => e.HasKey(x => x.ProcessId));
        tables.Add<SchemaCompatibleFrom>("schema_compatible_from", e => e.HasKey(x => x.OnlyRow));
        tables.Add<Verification>("verifications", e => e.HasKey(x => x.VerificationId));
    }
}
