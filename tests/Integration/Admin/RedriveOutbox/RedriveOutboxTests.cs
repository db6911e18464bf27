using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Admin.RedriveOutbox;

public sealed class RedriveOutboxTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Dead_rows_go_back_in_their_order_and_those_still_bad_die_again()
    {
        var admin = await product.AdminAsync();
        var book = await admin.DefaultBookAsync();
        await product.Database.RunAsync(
            $$"""
            insert into outbox_dead (id, message_id, contract, body, created_at, died_at, reason) values
              (1, gen_random_uuid(), 'V1.BookChanged', '{"bookId":"{{book}}","fromSeq":0,"toSeq":1,"actorId":"{{book}}","cause":"x","subjectId":"{{book}}","occurredAt":"2026-11-20T00:00:00Z"}', now(), now(), 'a bug of an earlier release'),
              (2, gen_random_uuid(), 'V9.FromTheFuture', '{}', now() - interval '2 days', now(), 'unknown contract')
            """
        );
        (await admin.PostAsync("admin/operations/outbox/dead/redrive", null)).Ok().GetProperty("redriven").GetInt32().ShouldBe(2);
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        (await product.Database.ScalarAsync<string>("select string_agg(contract, ' ') from outbox_dead")).ShouldBe("V9.FromTheFuture");
        (await admin.GetAsync("admin/operations/messaging")).Ok().GetProperty("outbox").GetProperty("dead").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Only_administrators_redrive() =>
        (await (await product.SignedUpAsync()).PostAsync("admin/operations/outbox/dead/redrive", null)).ShouldFail(403, "forbidden");
}
