namespace Rupaya.Integration.Fixtures;

/// <summary>Whether everything that was written has had its effects (in-process transport).</summary>
internal static class NullLog
{
    public static async Task<bool> IsAsync(TestDatabase database) =>
        await database.ScalarAsync<long>(
            "select (select count(*) from outbox) + (select count(*) from deliveries where dead_reason is null) "
                + "+ (select count(*) from projection_heads p join books b using (book_id) where p.applied_seq < b.seq)"
        ) == 0;
}
