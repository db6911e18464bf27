using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Unit.Infrastructure;

public sealed class EffectBatcherTests
{
    private static readonly EffectCatalog Catalog = EffectCatalog.Scan(typeof(EffectBatcherTests).Assembly);

    private static async Task<(Exception?[] Failures, Ledger Seen)> RunAsync(string effect, params int[] numbers)
    {
        var seen = new Ledger();
        await using var services = new ServiceCollection()
            .AddSingleton(seen)
            .AddScoped<SumEffect>()
            .AddScoped<OneEffect>()
            .BuildServiceProvider();
        var runner = new EffectRunner(
            services.GetRequiredService<IServiceScopeFactory>(),
            TimeProvider.System,
            NullLogger<EffectRunner>.Instance
        );
        var options = Options.Create(new MessagingOptions { EffectBatch = 10 });
        await using var batcher = new EffectBatcher(runner, options);
        var descriptor = Catalog.Find(effect)!;
        var running = numbers.Select(n =>
            batcher.RunAsync(descriptor, new EffectInput(new Number(n), null, DateTimeOffset.UnixEpoch), CancellationToken.None)
        );
        return (await Task.WhenAll(running), seen);
    }

    [Fact]
    public async Task What_arrives_while_a_batch_runs_runs_together_after_it_and_each_is_told_its_own_outcome()
    {
        var (failures, seen) = await RunAsync("sum", [.. Enumerable.Range(1, 100)]);
        failures.ShouldAllBe(f => f == null);
        seen.Handled.Order().ShouldBe(Enumerable.Range(1, 100));
        seen.Batches.ShouldBeLessThan(100);
        seen.Largest.ShouldBe(10);
    }

    [Fact]
    public async Task A_bad_message_fails_alone_and_costs_the_others_of_its_batch_nothing()
    {
        var (failures, seen) = await RunAsync("sum", [.. Enumerable.Range(1, 30).Select(n => n == 17 ? SumEffect.Bad : n)]);
        failures.Count(f => f is InvalidOperationException).ShouldBe(1);
        failures[16].ShouldNotBeNull();
        seen.Handled.Distinct().Order().ShouldBe(Enumerable.Range(1, 30).Where(n => n != 17));
    }

    [Fact]
    public async Task An_effect_of_single_messages_gets_them_one_by_one()
    {
        var (failures, seen) = await RunAsync("one", 1, 2, 3);
        failures.ShouldAllBe(f => f == null);
        seen.Largest.ShouldBe(1);
    }

    public sealed record Number(int Value);

    public sealed class Ledger
    {
        private readonly Lock _gate = new();

        public List<int> Handled { get; } = [];
        public int Batches { get; private set; }
        public int Largest { get; private set; }

        public void Add(IReadOnlyCollection<int> numbers)
        {
            lock (_gate)
            {
                Handled.AddRange(numbers);
                Batches++;
                Largest = Math.Max(Largest, numbers.Count);
            }
        }
    }

    [EffectDefaults(Concurrency = 1)]
    internal sealed class SumEffect(Ledger ledger) : IBatchEffect<Number>
    {
        public const int Bad = -1;

        public async Task HandleAsync(IReadOnlyList<Number> messages, CancellationToken cancellation)
        {
            await Task.Delay(5, cancellation);
            if (messages.Any(m => m.Value == Bad))
            {
                throw new InvalidOperationException("bad");
            }
            ledger.Add([.. messages.Select(m => m.Value)]);
        }
    }

    internal sealed class OneEffect(Ledger ledger) : IEffect<Number>
    {
        public Task HandleAsync(Number message, CancellationToken cancellation)
        {
            ledger.Add([message.Value]);
            return Task.CompletedTask;
        }
    }
}
