using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.CompleteOidc;

/// <summary>I17: what opens something stands in no row, audit event, log or metric of a real process.</summary>
public sealed class OidcSecretsTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    private const string EveryRow = """
        select string_agg(query_to_xml(format('select * from %I', table_name), true, true, '')::text, '')
          from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
        """;

    [Fact]
    public async Task I17_nothing_that_opens_anything_is_kept_in_the_clear()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var process = await ProductProcess.StartAsync("all", product.Settings().And(Own(database)));
        using var client = new Client(process.Address);
        var person = Person.New();
        var secrets = new List<string>();
        product.Bent.Bend = token => secrets.Add(token.Text());
        var flow = await product.StartAsync("bent", client);
        var answer = product.Bent.SignIn(flow.Address, person);
        var (_, to) = await flow.ReturnAsync(answer);
        var ticket = to!.Split("#ticket=")[1];
        var signedUp = (await flow.CompleteAsync(ticket)).Ok();
        secrets.AddRange([ticket, flow.Secret, answer["code"]!, answer["state"]!, signedUp.GetProperty("refreshToken").GetString()!]);
        secrets.Add(product.Bent.Redeemed["code_verifier"]);

        // What goes wrong tells no more.
        product.Bent.Bend = token => token.Signature = _ => [];
        var wrong = await product.StartAsync("bent", client);
        (await wrong.FragmentAsync(product.Bent, person)).ShouldBe("error=provider_error");
        product.Bent.Bend = null;
        (
            await wrong.ReturnAsync(
                new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = "a-code-of-a-stranger", ["state"] = "x" }
            )
        ).ShouldBe((400, null));
        secrets.AddRange([QueryHelpers.ParseQuery(new Uri(wrong.Address).Query)["state"].ToString(), "a-code-of-a-stranger"]);
        secrets.Add(product.Bent.Redeemed["code_verifier"]);

        var rows = await database.ScalarAsync<string>(EveryRow);
        rows.ShouldContain(person.Subject);
        var log = string.Join('\n', process.Log());
        log.ShouldContain("oidc.refused");
        var metrics = await process.MetricsAsync();
        metrics.ShouldMatch("rupaya_oidc_seconds_count\\{provider=\"bent\"\\} [0-9]");
        metrics.ShouldMatch("rupaya_signins_total\\{method=\"oidc:bent\",outcome=\"refused\"\\} 1");
        foreach (var text in new[] { rows, log, metrics })
        {
            secrets.ShouldAllBe(s => !text.Contains(s, StringComparison.Ordinal));
        }
    }

    private static Dictionary<string, string?> Own(TestDatabase database) =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = database.App,
            ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["RateLimits:Enabled"] = "false",
            ["Logging:RequestSample"] = "1",
        };
}
