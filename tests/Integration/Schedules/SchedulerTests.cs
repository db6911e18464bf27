using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;
using Rupaya.Workers.Schedules;

namespace Rupaya.Integration.Schedules;

public sealed class SchedulerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 10, 30, 0, TimeSpan.Zero);

    private static Scheduler New(TestDatabase database, Clock clock, params IScheduledJob[] jobs) =>
        new(
            database.Owner,
            new DatabaseGate(database.Owner, TimeProvider.System, NullLogger<DatabaseGate>.Instance),
            jobs,
            new OutboxSignal(),
            clock,
            NullLogger<Scheduler>.Instance
        );

    [Fact]
    public async Task Each_occurrence_happens_once_however_many_workers_run_and_what_was_missed_is_made_up_for()
    {
        await using var database = await TestDatabase.CreateAsync();
        var clock = new Clock { Now = Start };
        var job = new Counting();
        var workers = Enumerable.Range(0, 8).Select(_ => New(database, clock, job)).ToList();
        await Task.WhenAll(workers.Select(w => w.RunDueAsync(CancellationToken.None)));
        job.Ran.ShouldBeEmpty();
        clock.Now = Start.AddHours(3);
        await Task.WhenAll(workers.Select(w => w.RunDueAsync(CancellationToken.None)));
        await Task.WhenAll(workers.Select(w => w.RunDueAsync(CancellationToken.None)));
        job.Ran.Order().ShouldBe([Start.AddMinutes(30), Start.AddMinutes(90), Start.AddMinutes(150)]);
        (await database.ScalarAsync<long>("select count(*) from schedule_occurrences where schedule = 'counting'")).ShouldBe(3);
    }

    [Fact]
    public async Task R25_a_clock_that_is_set_back_repeats_nothing_and_one_that_leaps_skips_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (ahead, behind) = (new Clock { Now = Start }, new Clock { Now = Start });
        var job = new Counting();
        var (fast, slow) = (New(database, ahead, job), New(database, behind, job));
        await slow.RunDueAsync(CancellationToken.None);
        ahead.Now = Start.AddMinutes(40);
        (await fast.RunDueAsync(CancellationToken.None)).ShouldBe(1);
        behind.Now = Start.AddMinutes(-40);
        (await slow.RunDueAsync(CancellationToken.None)).ShouldBe(0);
        // Even a schedule whose next moment was lost does not repeat an occurrence.
        await database.RunAsync("update schedules set next_at = '2026-11-21T11:00:00Z'");
        (await fast.RunDueAsync(CancellationToken.None)).ShouldBe(0);
        job.Ran.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_fails_is_tried_again_keeps_no_other_from_running_and_leaves_nothing_half_done()
    {
        await using var database = await TestDatabase.CreateAsync();
        var clock = new Clock { Now = Start };
        var (failing, job) = (new Failing(), new Counting());
        var scheduler = New(database, clock, failing, job);
        await scheduler.RunDueAsync(CancellationToken.None);
        clock.Now = Start.AddHours(1);
        (await scheduler.RunDueAsync(CancellationToken.None)).ShouldBe(1);
        job.Ran.Count.ShouldBe(1);
        (await database.ScalarAsync<long>("select count(*) from outbox")).ShouldBe(0);
        failing.Broken = false;
        (await scheduler.RunDueAsync(CancellationToken.None)).ShouldBe(1);
        (await database.ScalarAsync<long>("select count(*) from outbox")).ShouldBe(1);
    }

    private sealed class Counting : IScheduledJob
    {
        private readonly Lock _gate = new();

        public List<DateTimeOffset> Ran { get; } = [];

        public string Name => "counting";

        public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.Next(after);

        public Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
        {
            lock (_gate)
            {
                Ran.Add(occurrence);
            }
            return Task.CompletedTask;
        }
    }

    private sealed class Failing : IScheduledJob
    {
        public bool Broken { get; set; } = true;

        public string Name => "failing";

        public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.Next(after);

        public async Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
        {
            await using var command = new NpgsqlCommand(
                "insert into outbox (message_id, contract, body, created_at) values (gen_random_uuid(), 'V1.MailDue', '{}', now())",
                connection
            );
            await command.ExecuteNonQueryAsync(cancellation);
            if (Broken)
            {
                throw new InvalidOperationException("broken");
            }
        }
    }
}
