using Rupaya.Load.Ratios;

namespace Rupaya.Unit.Load;

/// <summary>Which rounds count, on a machine whose processors do what the test says.</summary>
public sealed class ContestRunTests : IDisposable
{
    private const int Theirs = 10;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _told = [];
    private readonly List<string> _turns = [];
    private MachineTime _machine = new(0, 0);

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Arms_take_turns_and_the_first_block_of_each_does_not_count()
    {
        var verdict = await JudgeAsync(pairs: 3, stolen: _ => 0);
        _turns.ShouldBe(["ours", "theirs", "ours", "theirs", "ours", "theirs", "ours", "theirs"]);
        // Ours counts its turns: the warm-up was the first.
        verdict.Rounds.ShouldBe([0.2, 0.3, 0.4]);
        verdict.Stolen.ShouldBe(0);
    }

    [Fact]
    public async Task A_noisy_round_is_made_up_for()
    {
        var verdict = await JudgeAsync(pairs: 6, stolen: turn => turn == 3 ? 0.05 : 0);
        verdict.Rounds.ShouldBe([0.2, 0.4, 0.5, 0.6, 0.7, 0.8]);
        verdict.Stolen.ShouldBe(0);
        _told.ShouldContain(l => l.EndsWith("stolen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_clean_rounds_are_too_few_the_least_noisy_count_and_it_is_told()
    {
        var verdict = await JudgeAsync(pairs: 6, stolen: turn => turn == 4 ? 0.2 : 0.03);
        verdict.Rounds.ShouldBe([0.2, 0.3, 0.5, 0.6, 0.7, 0.8]);
        verdict.Stolen.ShouldBe(0.03, 0.001);
        verdict.TellRounds().ShouldBe("0.20 0.30 0.50 0.60 0.70 0.80 (up to 3 % stolen)");
        _told[^1].ShouldContain("judged by rounds of which up to 3.0 % was stolen");
    }

    [Fact]
    public async Task A_machine_that_is_somebody_elses_judges_nothing() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => JudgeAsync(pairs: 6, stolen: _ => 0.2))).Message.ShouldContain("7 of 7");

    [Fact]
    public async Task An_interrupt_that_ends_an_arm_as_well_keeps_the_rounds_before()
    {
        var verdict = await JudgeAsync(pairs: 5, stolen: _ => 0, turn => turn == 4);
        verdict.Rounds.ShouldBe([0.2, 0.3]);
        _turns.Count.ShouldBe(6);
    }

    [Fact]
    public async Task An_arm_that_fails_is_no_result() =>
        await Should.ThrowAsync<InvalidOperationException>(() =>
            new ContestRun(_told.Add, () => _machine).RunAsync(
                Contest(_ => 0, _ => throw new InvalidOperationException("It broke.")),
                3,
                1,
                TestContext.Current.CancellationToken
            )
        );

    [Fact]
    public async Task What_was_measured_before_a_failure_counts_and_the_failure_is_told()
    {
        var contest = Contest(_ => 0, turn => _ = turn < 6 ? turn : throw new InvalidOperationException("It broke."));
        var judgement = await new ContestRun(_told.Add, () => _machine).RunAsync(contest, 7, 1, _stop.Token);
        judgement.Verdicts.Single().Rounds.ShouldBe([0.2, 0.3, 0.4, 0.5]);
        judgement.Failure!.Message.ShouldBe("It broke.");
    }

    private async Task<Verdict> JudgeAsync(int pairs, Func<int, double> stolen, Func<int, bool>? interrupted = null)
    {
        var contest = Contest(
            stolen,
            turn =>
            {
                if (interrupted?.Invoke(turn) == true)
                {
                    _stop.Cancel();
                    throw new InvalidOperationException("pgbench was interrupted.");
                }
            }
        );
        return (await new ContestRun(_told.Add, () => _machine).RunAsync(contest, pairs, 1, _stop.Token)).Verdicts.Single();
    }

    private Contest Contest(Func<int, double> stolen, Action<int> before)
    {
        var turn = 0;
        return new Contest(
            "contest",
            [new Arm("ours", (_, _) => Task.FromResult(Ours())), new Arm("theirs", (_, _) => Task.FromResult(Turn("theirs", 0, Theirs)))],
            [new Ratio("ratio", "ours", "theirs")]
        );

        Block Ours()
        {
            before(++turn);
            return Turn("ours", stolen(turn), turn);
        }
    }

    private Block Turn(string name, double stolen, double rate)
    {
        _turns.Add(name);
        _machine = new MachineTime(_machine.All + 1000, _machine.Stolen + (long)(stolen * 1000));
        return new Block(rate, 0);
    }
}
