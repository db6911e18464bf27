using FsCheck;
using FsCheck.Fluent;
using Rupaya.Domain.Ledger;

namespace Rupaya.Unit.Domain;

public sealed class PostingTests
{
    private const int Seed = 20261120;
    private static readonly Guid[] Accounts = [new(1, 0, 0, new byte[8]), new(2, 0, 0, new byte[8])];
    private static readonly Guid[] Categories = [Posting.NoCategory, new(3, 0, 0, new byte[8])];

    private static readonly Gen<Posted?> States =
        from account in Gen.Elements(Accounts)
        from category in Gen.Elements(Categories)
        from day in Gen.Choose(0, 3)
        from flow in Gen.Elements(Flow.Income, Flow.Expense, Flow.Refund)
        from cents in Gen.Choose(1, 100_000)
        from there in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        select there
            ? new Posted(account, category, new DateOnly(2026, 1, 1).AddDays(day), "INR", flow, Posting.Effect(flow, cents / 100m))
            : null;

    private static void ForAll(Gen<List<Posted?>> programs, Func<List<Posted?>, bool> property) =>
        Prop.ForAll(programs.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithReplay(Seed, Seed | 1UL).WithMaxTest(500));

    private static Gen<List<Posted?>> Programs => States.ListOf().Select(states => states.ToList());

    private static List<Entry> Journal(List<Posted?> states)
    {
        var journal = new List<Entry>();
        Posted? before = null;
        foreach (var after in states)
        {
            journal.AddRange(Posting.Between(before, after));
            before = after;
        }
        return journal;
    }

    [Fact]
    public void After_any_edits_the_entries_of_an_account_sum_to_what_stands() =>
        ForAll(
            Programs,
            states =>
            {
                var last = states.LastOrDefault();
                var sums = Posting.Deltas(Journal(states));
                return Accounts.All(a => sums.GetValueOrDefault(a) == (last?.AccountId == a ? last.Amount : 0));
            }
        );

    [Fact]
    public void After_any_edits_each_flow_category_and_date_holds_exactly_what_stands() =>
        ForAll(
            Programs,
            states =>
            {
                var last = states.LastOrDefault();
                return Journal(states)
                    .GroupBy(e => e.What with { Amount = 0 })
                    .All(g =>
                    {
                        var stands = last is not null && g.Key == last with { Amount = 0 };
                        return g.Sum(e => e.What.Amount) == (stands ? last!.Amount : 0) && g.Sum(e => e.Sign) == (stands ? 1 : 0);
                    });
            }
        );

    [Fact]
    public void A_change_that_posts_the_same_appends_nothing() =>
        ForAll(Programs, states => states.TrueForAll(state => Posting.Between(state, state).Count == 0));

    [Fact]
    public void A_deleted_expense_is_the_reversal_of_an_expense_and_never_income()
    {
        var expense = new Posted(Accounts[0], Categories[1], new DateOnly(2026, 1, 1), "INR", Flow.Expense, -500);
        Posting.Between(expense, null).ShouldBe([new Entry(expense with { Amount = 500 }, -1)]);
    }

    [Fact]
    public void A_transfer_within_a_currency_sums_to_zero()
    {
        var date = new DateOnly(2026, 1, 1);
        var outgoing = new Posted(Accounts[0], Posting.NoCategory, date, "INR", Flow.Transfer, -250.25m);
        var incoming = outgoing with { AccountId = Accounts[1], Amount = 250.25m };
        Posting.Between(null, outgoing).Concat(Posting.Between(null, incoming)).Sum(e => e.What.Amount).ShouldBe(0);
    }

    [Fact]
    public void An_opening_of_zero_posts_nothing() =>
        Posting.Between(null, new Posted(Accounts[0], Posting.NoCategory, DateOnly.MinValue, "INR", Flow.Opening, 0)).ShouldBeEmpty();

    [Fact]
    public void Names_of_flows_lead_back_to_them()
    {
        foreach (var flow in Enum.GetValues<Flow>())
        {
            Flows.Parse(flow.Name()).ShouldBe(flow);
        }
    }
}
