using FsCheck;
using FsCheck.Fluent;
using Rupaya.Domain.Ledger;

namespace Rupaya.Unit.Domain;

public sealed class PostingTests
{
    private const int Seed = 20261120;
    private static readonly Guid[] Accounts = [new(1, 0, 0, new byte[8]), new(2, 0, 0, new byte[8])];
    private static readonly Guid[] Categories = [Posting.NoCategory, new(3, 0, 0, new byte[8])];

    /// <summary>Nothing, one posting, or the parts of a split, which share all but category and amount.</summary>
    private static readonly Gen<IReadOnlyList<Posted>> States =
        from account in Gen.Elements(Accounts)
        from day in Gen.Choose(0, 3)
        from flow in Gen.Elements(Flow.Income, Flow.Expense, Flow.Refund)
        from count in Gen.Choose(0, 3)
        from parts in Gen.Choose(1, 100_000).SelectMany(cents => Gen.Elements(Categories).Select(c => (cents, c))).ListOf(count)
        select (IReadOnlyList<Posted>)
            [
                .. parts.Select(p => new Posted(
                    account,
                    p.c,
                    new DateOnly(2026, 1, 1).AddDays(day),
                    "INR",
                    flow,
                    (flow == Flow.Expense ? -p.cents : p.cents) / 100m
                )),
            ];

    private static void ForAll(Func<List<IReadOnlyList<Posted>>, bool> property) =>
        Prop.ForAll(States.ListOf().Select(states => states.ToList()).ToArbitrary(), property)
            .Check(Config.QuickThrowOnFailure.WithReplay(Seed, Seed | 1UL).WithMaxTest(Depth.Of(500, nightly: 5000)));

    private static List<Entry> Journal(List<IReadOnlyList<Posted>> states)
    {
        var journal = new List<Entry>();
        IReadOnlyList<Posted> before = [];
        foreach (var after in states)
        {
            journal.AddRange(Posting.Between(before, after));
            before = after;
        }
        return journal;
    }

    [Fact]
    public void After_any_edits_the_entries_of_an_account_sum_to_what_stands() =>
        ForAll(states =>
        {
            var last = states.LastOrDefault() ?? [];
            var sums = Posting.Deltas(Journal(states));
            return Accounts.All(a => sums.GetValueOrDefault(a) == last.Where(p => p.AccountId == a).Sum(p => p.Amount));
        });

    [Fact]
    public void After_any_edits_each_flow_category_and_date_holds_exactly_what_stands() =>
        ForAll(states =>
        {
            var last = (states.LastOrDefault() ?? []).ToLookup(p => p with { Amount = 0 });
            return Journal(states)
                .GroupBy(e => e.What with { Amount = 0 })
                .All(g => g.Sum(e => e.What.Amount) == last[g.Key].Sum(p => p.Amount) && g.Sum(e => e.Sign) == last[g.Key].Count());
        });

    [Fact]
    public void A_change_that_posts_the_same_appends_nothing() =>
        ForAll(states => states.TrueForAll(state => Posting.Between(state, [.. state]).Count == 0));

    [Fact]
    public void A_deleted_expense_is_the_reversal_of_an_expense_and_never_income()
    {
        var expense = new Posted(Accounts[0], Categories[1], new DateOnly(2026, 1, 1), "INR", Flow.Expense, -500);
        Posting.Between([expense], []).ShouldBe([new Entry(expense with { Amount = 500 }, -1)]);
    }

    [Fact]
    public void A_transfer_within_a_currency_sums_to_zero()
    {
        var date = new DateOnly(2026, 1, 1);
        var outgoing = new Posted(Accounts[0], Posting.NoCategory, date, "INR", Flow.Transfer, -250.25m);
        var incoming = outgoing with { AccountId = Accounts[1], Amount = 250.25m };
        Posting.Between([], [outgoing]).Concat(Posting.Between([], [incoming])).Sum(e => e.What.Amount).ShouldBe(0);
    }

    [Fact]
    public void An_opening_of_zero_posts_nothing() =>
        Posting.Between([], [new Posted(Accounts[0], Posting.NoCategory, DateOnly.MinValue, "INR", Flow.Opening, 0)]).ShouldBeEmpty();

    [Fact]
    public void Names_of_flows_lead_back_to_them()
    {
        foreach (var flow in Enum.GetValues<Flow>())
        {
            Flows.Parse(flow.Name()).ShouldBe(flow);
        }
    }
}
