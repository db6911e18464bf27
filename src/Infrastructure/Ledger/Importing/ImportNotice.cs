using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>Tells who uploaded a file that its import is over, once, in the transaction that ends it.</summary>
public static class ImportNotice
{
    private const string Text = """
        insert into notifications (book_id, notification_id, user_id, kind, rule, period, subject_id, title, body, data, created_at)
        select $1, gen_random_uuid(), i.created_by, x.kind, x.kind, '', i.import_id,
               case i.status when 'completed' then 'Imported: ' else 'Not imported: ' end || i.file_name,
               case i.status when 'completed'
                    then format('%s of %s rows are new, %s were known, %s rejected.', i.imported, i.rows, i.duplicates, i.rejected)
                    else coalesce((select r.message from import_rows r
                                    where r.book_id = $1 and r.import_id = i.import_id and r.verdict = 'failed' order by r.line limit 1),
                                  'Nothing of the file was imported.') end,
               jsonb_build_object('importId', i.import_id, 'accountId', i.account_id, 'fileName', i.file_name, 'status', i.status, 'rows', i.rows,
                                  'imported', i.imported, 'duplicates', i.duplicates, 'rejected', i.rejected), $3
          from imports i
          join book_members m on m.book_id = $1 and m.user_id = i.created_by
          cross join lateral (select 'import.' || i.status as kind) x
         where i.book_id = $1 and i.import_id = $2 and i.status in ('completed', 'failed')
        on conflict (book_id, user_id, rule, period, subject_id) do nothing
        """;

    /// <summary>After the import's last status was written, and why it failed where it did.</summary>
    public static NpgsqlBatchCommand Insert(Guid bookId, Guid importId, DateTimeOffset at) =>
        Command(Text, Parameter(bookId), Parameter(importId), Parameter(at));
}
