using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Mails;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;
using Rupaya.Workers.Schedules;

namespace Rupaya.Integration.Mail;

/// <summary>Mails about a book: confirmations, and the weekly report on its schedule.</summary>
public sealed class BookMailTests(Product product) : IClassFixture<Product>
{
    private async Task AtRestAsync() => await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));

    [Fact]
    public async Task What_was_booked_is_confirmed_to_who_booked_it_in_text_and_HTML_and_once()
    {
        var owner = await product.SignedUpAsync();
        var guest = await product.MemberAsync(owner, "editor");
        var account = await owner.OpenAccountAsync(opening: 100);
        (
            await guest.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 12.5,
                    type = "expense",
                    merchant = "Café <b>https://evil.example</b>",
                }
            )
        ).Ok();
        var mail = await product.Mail.WaitAsync(guest.Email, "Expense of 12.50 INR");
        mail.ShouldContain("multipart/alternative");
        mail.ShouldNotContain("https://evil.example");
        mail.ShouldContain("&lt;b&gt;");
        await AtRestAsync();
        product.Mail.Find(guest.Email, "Expense").Count.ShouldBe(1);
        product.Mail.Find(owner.Email, "Expense").ShouldBeEmpty();
    }

    [Fact]
    public async Task One_commit_is_one_mail_and_a_statement_is_none()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var items = Enumerable
            .Range(1, 25)
            .Select(i => new
            {
                accountId = account,
                amount = i,
                type = "income",
            });
        (await client.PostAsync("transactions/bulk", new { items })).Ok();
        var mail = await product.Mail.WaitAsync(client.Email, "25 transactions booked");
        mail.ShouldContain("And 5 more.");
        await client.ImportAsync(account, "date,amount,category,merchant\n2026-11-20,1,Dining,X\n"u8.ToArray());
        await AtRestAsync();
        product.Mail.Find(client.Email, "Expense").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_wants_no_mail_gets_none_and_an_address_nobody_confirmed_gets_the_first_few_only()
    {
        var quiet = await product.SignedUpAsync();
        (await quiet.PutAsync("user/preferences", new { emailNotifications = false })).Ok();
        var account = await quiet.OpenAccountAsync();
        (await quiet.IncomeAsync(account, 1)).Ok();
        var doubtful = await product.SignedUpAsync();
        var other = await doubtful.OpenAccountAsync();
        var items = Enumerable
            .Range(1, 100)
            .Select(i => new
            {
                accountId = other,
                amount = i,
                type = "income",
            });
        (await doubtful.PostAsync("transactions/bulk", new { items })).Ok();
        (await doubtful.IncomeAsync(other, 7)).Ok();
        await AtRestAsync();
        product.Mail.Find(quiet.Email, "Income").ShouldBeEmpty();
        product.Mail.Find(doubtful.Email, "Income").ShouldBeEmpty();
        await product.Database.RunAsync($"update users set email_verified = true where user_id = '{doubtful.UserId}'");
        (await doubtful.IncomeAsync(other, 8)).Ok();
        await product.Mail.WaitAsync(doubtful.Email, "Income of 8.00 INR");
    }

    [Fact]
    public async Task The_week_is_reported_on_Monday_morning_of_the_users_zone_once_to_who_wants_it()
    {
        var client = await product.SignedUpAsync(timeZone: "Asia/Tokyo");
        var silent = await product.SignedUpAsync(timeZone: "Asia/Tokyo");
        (await client.PutAsync("user/preferences", new { weeklyReport = true })).Ok();
        var account = await client.OpenAccountAsync(opening: 1000);
        var groceries = await client.CategoryAsync("Groceries");
        (await client.ExpenseAsync(account, 70, groceries, "2026-11-18")).Ok();
        (await client.ExpenseAsync(account, 5, groceries, "2026-11-15")).Ok();
        await AtRestAsync();
        var job = new WeeklyReportJob(TimeProvider.System);
        // Sunday 23:00 UTC is Monday 08:00 in Tokyo.
        var monday = new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero);
        foreach (var hour in new[] { -1, 0, 0, 1 })
        {
            await using var connection = await product.Database.Owner.OpenConnectionAsync();
            await job.RunAsync(connection, monday.AddHours(hour), CancellationToken.None);
        }
        var mail = await product.Mail.WaitAsync(client.Email, "Your week: 70.00 INR spent");
        mail.ShouldContain("From 2026-11-16 to 2026-11-22");
        mail.ShouldContain("Groceries");
        await AtRestAsync();
        product.Mail.Find(client.Email, "Your week").Count.ShouldBe(1);
        product.Mail.Find(silent.Email, "Your week").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_whose_reason_is_gone_is_not_sent_and_nothing_dies_of_it()
    {
        var client = await product.SignedUpAsync();
        var due = new MailDue(
            Guid.CreateVersion7(),
            MailKinds.Alert,
            client.UserId,
            await client.DefaultBookAsync(),
            Guid.CreateVersion7(),
            DateTimeOffset.UnixEpoch
        );
        await using (var connection = await product.Database.Owner.OpenConnectionAsync())
        {
            await connection.ScalarAsync(Rupaya.Infrastructure.Messaging.OutboxSql.Insert(due, TimeProvider.System.GetUtcNow()), default);
        }
        await AtRestAsync();
        (await product.Database.ScalarAsync<long>("select count(*) from deliveries where dead_reason is not null")).ShouldBe(0);
    }
}
