using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ReceiveOidcCode;

public abstract class ReceiveOidcCodeTests(OidcProduct product)
{
    private const string InvalidState = $"{OidcProduct.App}#error=invalid_state";
    private const string ProviderError = $"{OidcProduct.App}#error=provider_error";

    [Fact]
    public async Task The_browser_goes_on_with_a_ticket_behind_the_hash()
    {
        var flow = await product.StartAsync("bent");
        var (status, to) = await flow.ReturnAsync(product.Bent.SignIn(flow.Address, Person.New()));
        status.ShouldBe(303);
        to!.ShouldStartWith($"{OidcProduct.App}#ticket=");
        product.Bent.Redeemed["client_secret"].ShouldBe("secret of bent");
        product.Bent.Redeemed["code_verifier"].Length.ShouldBe(43);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Without_a_known_state_there_is_a_page_and_no_way_on(string? state)
    {
        var flow = await product.StartAsync("bent");
        var before = product.Bent.TokenRequests;
        var answer = product.Bent.SignIn(flow.Address, Person.New());
        answer["state"] = state;
        (await flow.ReturnAsync(answer)).ShouldBe((400, null));
        answer["state"] = Flipped((await product.StartAsync("bent")).Address);
        (await flow.ReturnAsync(answer)).ShouldBe((400, null));
        product.Bent.TokenRequests.ShouldBe(before);
    }

    [Fact]
    public async Task I12_a_state_is_good_for_one_answer()
    {
        var flow = await product.StartAsync("bent");
        var answer = product.Bent.SignIn(flow.Address, Person.New());
        var twins = await Task.WhenAll(flow.ReturnAsync(answer), flow.ReturnAsync(answer));
        twins.Count(t => t.To!.Contains("#ticket=", StringComparison.Ordinal)).ShouldBe(1);
        twins.Count(t => t.To == InvalidState).ShouldBe(1);
        (await flow.ReturnAsync(answer)).ShouldBe((303, InvalidState));
    }

    [Fact]
    public async Task I12_a_state_is_good_for_ten_minutes()
    {
        var flow = await product.StartAsync("bent");
        await product.Database.RunAsync("update oidc_flows set expires_at = now() where redeemed_at is null");
        (await flow.ReturnAsync(product.Bent.SignIn(flow.Address, Person.New()))).ShouldBe((303, InvalidState));
    }

    [Fact]
    public async Task I6_an_answer_at_another_providers_address_reaches_nobody()
    {
        var flow = await product.StartAsync("bent");
        var (bent, second) = (product.Bent.TokenRequests, product.Second.TokenRequests);
        var answer = product.Bent.SignIn(flow.Address, Person.New());
        (await flow.ReturnAsync(answer, provider: "second")).ShouldBe((303, InvalidState));
        // And it is used up.
        (await flow.ReturnAsync(answer)).ShouldBe((303, InvalidState));
        (product.Bent.TokenRequests, product.Second.TokenRequests).ShouldBe((bent, second));
    }

    [Theory]
    [InlineData("second")]
    [InlineData("slash")]
    [InlineData(null)]
    public async Task I6_I7_an_answer_of_another_issuer_or_of_none_reaches_nobody(string? issuer)
    {
        var flow = await product.StartAsync("bent");
        var before = product.Bent.TokenRequests;
        var answer = product.Bent.SignIn(flow.Address, Person.New());
        answer["iss"] = issuer switch
        {
            "second" => product.Second.Issuer,
            "slash" => $"{product.Bent.Issuer}/",
            _ => null,
        };
        (await flow.ReturnAsync(answer)).ShouldBe((303, InvalidState));
        product.Bent.TokenRequests.ShouldBe(before);
    }

    [Fact]
    public async Task I10_a_foreign_code_with_an_own_state_is_refused_by_the_provider_and_written_down()
    {
        var victims = await product.StartAsync("bent");
        var stolen = product.Bent.SignIn(victims.Address, Person.New())["code"];
        var attackers = await product.StartAsync("bent");
        var answer = product.Bent.SignIn(attackers.Address, Person.New());
        answer["code"] = stolen;
        var before = await RefusalsAsync("code");
        (await attackers.ReturnAsync(answer)).ShouldBe((303, ProviderError));
        (await RefusalsAsync("code")).ShouldBe(before + 1);
    }

    [Theory]
    [InlineData("access_denied", "access_denied")]
    [InlineData("server_error", "provider_error")]
    [InlineData("<script>", "provider_error")]
    public async Task What_the_provider_refuses_is_told_in_words_of_ours(string error, string told)
    {
        var flow = await product.StartAsync("bent");
        var answer = product.Bent.SignIn(flow.Address, Person.New());
        answer["code"] = null;
        answer["error"] = error;
        (await flow.ReturnAsync(answer)).ShouldBe((303, $"{OidcProduct.App}#error={told}"));
    }

    [Fact]
    public async Task I40_a_look_at_the_address_uses_nothing_up()
    {
        var flow = await product.StartAsync("bent");
        var answer = product.Bent.SignIn(flow.Address, Person.New());
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = product.Host.Address };
        var address = Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("/api/v1/auth/oidc/bent/callback", answer);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        ((int)(await http.SendAsync(head)).StatusCode).ShouldBe(405);
        (await flow.ReturnAsync(answer)).To!.ShouldContain("#ticket=");
    }

    private Task<long> RefusalsAsync(string reason) =>
        product.Database.ScalarAsync<long>(
            "select count(*) from audit_log where event = 'oidc.refused' and data::jsonb ->> 'reason' = $1",
            reason
        );

    private static string Flipped(string address)
    {
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(address).Query)["state"].ToString();
        return (state[0] == 'A' ? 'B' : 'A') + state[1..];
    }
}

public sealed class EmbeddedReceiveOidcCodeTests(OidcProduct product) : ReceiveOidcCodeTests(product), IClassFixture<OidcProduct>;

public sealed class FullReceiveOidcCodeTests(FullOidcProduct product) : ReceiveOidcCodeTests(product), IClassFixture<FullOidcProduct>;
