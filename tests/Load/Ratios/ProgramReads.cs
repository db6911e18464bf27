using Rupaya.Load.World;

namespace Rupaya.Load.Ratios;

/// <summary>Single transactions read with a token for programs beside the same with the token of a session.</summary>
internal static class ProgramReads
{
    private const int Readers = 8;
    private const double Compiled = 15;

    public static async Task<Contest> MakeAsync(Bench bench, Population population)
    {
        await Bench.ExecuteAsync(bench.Owner, "update users set email_verified = true where not email_verified");
        foreach (var person in population.People)
        {
            using var client = Clients.Client(bench.Api, person.Token);
            var made = await client.PostAsync("user/tokens", new { name = "Load", scopes = new[] { "transactions:read" } });
            person.Program = made.Ok().GetProperty("token").GetString()!;
        }
        var rows = await TransactionRows.ReadAsync(bench, population);
        return new Contest(
            "programs",
            [
                bench.ClosedLoop("by token", rows.OfPrograms(), Readers) with
                {
                    WarmUp = Compiled,
                },
                bench.ClosedLoop("by session", rows, Readers) with
                {
                    WarmUp = Compiled,
                },
            ],
            [new Ratio("get-by-token", "by token", "by session")]
        );
    }
}
