using Rupaya.Load.Driving;
using Rupaya.Load.World;

namespace Rupaya.Load.Scenarios;

/// <summary>Uploads of small statements, each with rows that were never there.</summary>
internal sealed class Imports(IReadOnlyList<Person> people) : ICalls
{
    private const int Rows = 50;
    private const string Boundary = "rupaya-load";

    private readonly DateOnly _today = Day.Today;
    private int _seed = (int)(TimeProvider.System.GetUtcNow().Ticks % 1_000_000_000);

    public Call Next(int user)
    {
        var person = people[user % people.Count];
        var body =
            $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"s.csv\"\r\nContent-Type: text/csv\r\n\r\n{Statement.Csv(Rows, _seed++, _today)}\r\n"
            + $"--{Boundary}\r\nContent-Disposition: form-data; name=\"accountId\"\r\n\r\n{person.AccountId}\r\n--{Boundary}--\r\n";
        return new Call(
            Call.Request("POST", "/api/v1/imports", person.Token, body, $"Content-Type: multipart/form-data; boundary={Boundary}"),
            202
        );
    }
}
