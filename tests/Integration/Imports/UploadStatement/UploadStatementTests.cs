using System.Net.Http.Headers;
using System.Text;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports.UploadStatement;

public sealed class UploadStatementTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task An_archived_account_takes_no_import()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        (await client.PutAsync($"accounts/{account}", new { isArchived = true })).Ok();
        (await client.UploadAsync(account, StatementFile.Small)).ShouldFail(409, "account_archived");
    }

    [Fact]
    public async Task An_upload_answers_202_at_once_and_a_replay_queues_nothing()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var file = StatementFile.Of("2026-01-01,-10.00,Dining,Cafe,R1");
        var first = await client.UploadAsync(account, file, ("Idempotency-Key", "up"));
        ((int)first.Status).ShouldBe(202);
        first["status"].GetString().ShouldBe("queued");
        first.Headers.Location!.ToString().ShouldBe($"/api/v1/imports/{first["importId"].GetGuid()}");
        (await client.UploadAsync(account, file, ("Idempotency-Key", "up"))).Text.ShouldBe(first.Text);
        (await client.UploadAsync(account, StatementFile.Of("2026-01-02,-1.00,Dining,Cafe,R2"), ("Idempotency-Key", "up"))).ShouldFail(
            422,
            "idempotency_key_reused"
        );
        // Whatever became of the account meanwhile.
        (await client.PutAsync($"accounts/{account}", new { isArchived = true })).Ok();
        (await client.UploadAsync(account, file, ("Idempotency-Key", "up"))).Text.ShouldBe(first.Text);
        (await client.UploadAsync(account, file)).ShouldFail(409, "account_archived");
        (await product.Database.ScalarAsync<long>("select count(*) from imports where account_id = $1", account)).ShouldBe(1);
        (await product.Database.ScalarAsync<long>("select count(*) from imports where status = 'uploading'")).ShouldBe(0);
    }

    public static TheoryData<string, byte[]> BadFiles =>
        new()
        {
            { "empty_file", [] },
            { "wrong_header", Encoding.UTF8.GetBytes("when,how much\n2026-01-01,5\n") },
            { "wrong_header", Encoding.UTF8.GetBytes("\"" + new string('x', 600_000)) },
            { "wrong_header", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Repeat("c", 200_000))) },
            { "not_text", [.. "PK\u0003\u0004"u8, 0, 0, 8, 0] },
            { "not_text", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D] },
        };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_file_that_is_no_statement_is_refused_at_once_and_leaves_nothing(string code, byte[] file)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        (await client.UploadAsync(account, file)).ShouldFail(400, code);
        (
            await product.Database.ScalarAsync<long>(
                "select count(*) from imports i join book_members m using (book_id) where m.user_id = $1",
                client.UserId
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_over_20_MB_is_too_large()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var file = Encoding.UTF8.GetBytes(StatementFile.Header + new string('\n', (20 * 1024 * 1024) + 1));
        (await client.UploadAsync(account, file)).ShouldFail(413, "payload_too_large");
        (
            await product.Database.ScalarAsync<long>(
                "select count(*) from import_files f join book_members m using (book_id) where m.user_id = $1",
                client.UserId
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task Foreign_unknown_and_missing_accounts_and_wrong_forms_are_refused()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var file = StatementFile.Of("2026-01-01,-10.00,Dining,Cafe,R1");
        (await client.UploadAsync(await other.OpenAccountAsync(), file)).ShouldFail(404, "not_found");
        (await client.UploadAsync(Guid.CreateVersion7(), file)).ShouldFail(404, "not_found");
        (await client.UploadAsync("rubbish", file)).ShouldFail(404, "not_found");
        (await client.PostAsync("imports", new { accountId = 1 })).ShouldFail(415, "unsupported_media_type");
        var noFile = new MultipartFormDataContent { { new StringContent(Guid.CreateVersion7().ToString()), "accountId" } };
        (await client.SendAsync(HttpMethod.Post, "imports", noFile, [])).Fields.ShouldBe(["file"]);
        var noAccount = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "../../etc/passwd" } };
        (await client.SendAsync(HttpMethod.Post, "imports", noAccount, [])).Fields.ShouldBe(["accountId"]);
        var broken = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc"u8.ToArray());
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await client.SendAsync(HttpMethod.Post, "imports", broken, [])).ShouldFail(400, "malformed_form");
        (
            await product.Database.ScalarAsync<long>(
                "select count(*) from imports i join book_members m using (book_id) where m.user_id = $1",
                client.UserId
            )
        ).ShouldBe(0);
    }
}
