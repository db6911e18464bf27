using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Admin;

/// <summary>Kavita runs the place: she looks after users, the audit log and what could not be delivered.</summary>
internal sealed class AdminChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var kavita = await story.SignUpAsync("Kavita", "Menon");
        await story.Database.RunAsync($"update users set role = 'admin' where user_id = '{kavita.UserId}'");
        await story.ShowAsync(kavita.GetAsync($"admin/users?q={Uri.EscapeDataString(story.Address("Asha"))}"));
        await story.ShowAsync(kavita.PostAsync($"admin/users/{home.Asha.UserId}/ban", null));
        await story.ShowAsync(kavita.PostAsync($"admin/users/{home.Asha.UserId}/unban", null));
        await story.ShowAsync(kavita.PostAsync($"admin/users/{home.Asha.UserId}/unlock", null));
        await story.ShowAsync(kavita.GetAsync($"admin/audit-logs?userId={home.Asha.UserId}&limit=3"));
        await MendAsync(story, kavita, home.BookId);
    }

    private static async Task MendAsync(Story story, Client kavita, Guid book)
    {
        await story.CalmAsync();
        await story.ShowAsync(
            Wait.ForAsync(
                () => kavita.GetAsync("admin/operations/messaging"),
                r => r.Ok().GetProperty("outbox").GetProperty("pending").GetInt64() == 0
            )
        );
        await story.Database.RunAsync(
            $$"""
            insert into outbox_dead (id, message_id, contract, body, created_at, died_at, reason) values
              (1, gen_random_uuid(), 'V1.BookChanged', '{"bookId":"{{book}}","fromSeq":0,"toSeq":1,"actorId":"{{book}}","cause":"x","subjectId":"{{book}}","occurredAt":"2026-11-16T00:00:00Z"}', '{{story.Now:O}}', '{{story.Now:O}}', 'a bug of an earlier release')
            """
        );
        await story.ShowAsync(kavita.PostAsync("admin/operations/outbox/dead/redrive", null));
        await story.ShowAsync(kavita.PostAsync("admin/operations/dead-letters/rupaya.send-mail/redrive", null));
    }
}
