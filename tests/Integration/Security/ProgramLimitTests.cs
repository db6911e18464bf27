using System.Text;
using Rupaya.Infrastructure.Identity.Tokens;
using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Routing;

namespace Rupaya.Integration.Security;

/// <summary>I31: what guessing costs, what a program may ask for, and that no token is ever kept or said.</summary>
public sealed class ProgramLimitTests(Product product) : IClassFixture<Product>
{
    private static Dictionary<string, string?> Limits(params (string Name, string Value)[] settings) =>
        settings.Append(("RateLimits:Enabled", "true")).ToDictionary(s => s.Item1, string? (s) => s.Item2, StringComparer.Ordinal);

    [Fact]
    public async Task I31_guesses_are_refused_by_address_and_look_alike()
    {
        await using var api = await TestHost.StartAsync(
            "serve",
            product.Database.App,
            Limits(("RateLimits:Burst:Limit", "5"), ("RateLimits:Burst:Seconds", "60"))
        );
        var guesser = api.Client();
        var replies = new List<Reply>();
        for (var i = 0; i < 7; i++)
        {
            guesser.Token = i % 2 == 0 ? TokenText.New() : $"rupaya_pat_{new string('x', 46)}";
            replies.Add(await guesser.GetAsync("accounts"));
        }
        replies.Take(5).ShouldAllBe(r => r.Code == "invalid_token");
        replies.Skip(5).ShouldAllBe(r => r.Code == "rate_limited");
        replies
            .Take(5)
            .Select(r => r.Text.Replace(r["requestId"].GetString()!, "", StringComparison.Ordinal))
            .Distinct()
            .Count()
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_program_has_windows_of_its_own_and_takes_nothing_from_its_user()
    {
        await using var api = await TestHost.StartAsync(
            "serve",
            product.Database.App,
            Limits(
                ("RateLimits:User:Limit", "4"),
                ("RateLimits:Token:Limit", "3"),
                ("RateLimits:TokenBurst:Limit", "100"),
                ("RateLimits:UserTokens:Limit", "5")
            )
        );
        var person = await product.VerifiedAsync();
        var (_, first) = await person.TokenAsync("read");
        var (_, second) = await person.TokenAsync("read");
        var there = new List<Client>();
        foreach (var client in new[] { person, first, second })
        {
            var other = client.Another("x", api.Address);
            other.Token = client.Token;
            there.Add(other);
        }
        for (var i = 0; i < 3; i++)
        {
            var reply = await there[1].GetAsync("accounts");
            reply.Ok();
            reply.Headers.GetValues("RateLimit-Policy").Single().ShouldContain("\"token\";q=3");
        }
        (await there[1].GetAsync("accounts")).ShouldFail(429, "rate_limited");
        // Five an hour for all tokens of the user: two are left for the second.
        (await there[2].GetAsync("accounts")).Ok();
        (await there[2].GetAsync("accounts")).Ok();
        (await there[2].GetAsync("accounts")).ShouldFail(429, "rate_limited");
        (await there[0].GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task A_burst_of_one_program_is_held_and_what_is_found_is_limited_by_address()
    {
        await using var api = await TestHost.StartAsync(
            "serve",
            product.Database.App,
            Limits(("RateLimits:TokenBurst:Limit", "2"), ("RateLimits:TokenBurst:Seconds", "60"), ("RateLimits:Sensitive:Limit", "2"))
        );
        var person = await product.VerifiedAsync();
        var (_, program) = await person.TokenAsync("read");
        var there = program.Another("x", api.Address);
        there.Token = program.Token;
        (await there.GetAsync("accounts")).Ok();
        (await there.GetAsync("accounts")).Ok();
        (await there.GetAsync("accounts")).ShouldFail(429, "rate_limited");
        string[] tokens = ["nonsense"];
        (await api.Client().PostAsync("auth/tokens/revoke", new { tokens })).Ok();
        (await api.Client().PostAsync("auth/tokens/revoke", new { tokens })).Ok();
        (await api.Client().PostAsync("auth/tokens/revoke", new { tokens })).ShouldFail(429, "rate_limited");
    }

    /// <summary>The statements of one request, by what the server was sent.</summary>
    [Fact]
    public async Task A_read_with_a_token_asks_the_database_no_more_than_one_with_a_session()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, product.Mail.Settings);
        var person = await api.Client().SignUpAsync();
        await database.RunAsync($"update users set email_verified = true where user_id = '{person.UserId}'");
        var (_, program) = await person.TokenAsync("read");
        (await program.GetAsync("accounts")).Ok();
        foreach (var path in new[] { "accounts", "transactions", "analytics/dashboard?period=month", "books" })
        {
            (await person.GetAsync(path)).Ok();
            (await program.GetAsync(path)).Ok();
            var byPerson = await StatementsAsync(database.Name, person, path);
            var byProgram = await StatementsAsync(database.Name, program, path);
            byProgram.ShouldBe(byPerson, path);
            byPerson.ShouldBeGreaterThan(0);
        }
    }

    // The least of some: what the process does by itself may fall into one of them.
    private static async Task<long> StatementsAsync(string database, Client client, string path)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = SqlLog.SentTo(database);
            (await client.GetAsync(path)).Ok();
            least = Math.Min(least, SqlLog.SentTo(database) - before);
        }
        return least;
    }

    [Fact]
    public async Task No_token_is_in_the_database_a_mail_or_an_export()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, program) = await person.TokenAsync("read");
        (await program.GetAsync("accounts")).Ok();
        var next = (await person.PostAsync($"user/tokens/{tokenId}/rotate", new { })).Ok().GetProperty("token").GetString()!;
        string?[] found = [next];
        (await person.PostAsync("auth/tokens/revoke", new { tokens = found })).Ok();
        await product.Mail.WaitAsync(person.Email, "found and ended");
        string[] secrets = [program.Token![11..], next[11..]];
        var dump = await DumpAsync();
        dump.ShouldContain(person.Email);
        var mails = string.Concat(Directory.GetFiles(product.Mail.Directory).Select(File.ReadAllText));
        foreach (var text in new[] { dump, mails })
        {
            secrets.ShouldAllBe(s => !text.Contains(s, StringComparison.Ordinal));
            System
                .Text.RegularExpressions.Regex.IsMatch(
                    text,
                    "rupaya_pat_[0-9A-Za-z]{46}",
                    System.Text.RegularExpressions.RegexOptions.None,
                    TimeSpan.FromSeconds(10)
                )
                .ShouldBeFalse();
        }
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(await person.DownloadAsync("user/export")));
        using var reader = new StreamReader(await zip.GetEntry("tokens.json")!.OpenAsync());
        var tokens = await reader.ReadToEndAsync();
        tokens.ShouldContain(tokenId.ToString());
        tokens.ShouldNotContain("rupaya_pat_");
        tokens.ShouldNotContain("hash", Case.Insensitive);
    }

    private async Task<string> DumpAsync()
    {
        var dump = new StringBuilder();
        const string Tables = "select array_agg(tablename::text) from pg_tables where schemaname = 'public'";
        foreach (var table in await product.Database.ScalarAsync<string[]>(Tables))
        {
            dump.Append(
                await product.Database.ScalarAsync<string>($"select coalesce(string_agg(t::text, chr(10)), '') from \"{table}\" t")
            );
        }
        return dump.ToString();
    }
}
