using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Rupaya.Integration.Fixtures;
using Rupaya.Load.Scenarios;
using Rupaya.Load.World;
using Rupaya.Support;
using Visitor = Rupaya.Integration.Fixtures.Person;

namespace Rupaya.Load.Ratios;

/// <summary>Signing in without a password beside signing in with one: each client has an account of its own, and the provider is in this process.</summary>
internal sealed class SigninWays : IAsyncDisposable
{
    private const int Count = 16;
    private const double Compiled = 8;

    private readonly BentProvider _provider;
    private readonly Uri _api;
    private readonly (Client Client, Authenticator Authenticator, Visitor Visitor)[] _people;
    private readonly HttpClient _browser;

    private SigninWays(BentProvider provider, Uri api, (Client, Authenticator, Visitor)[] people)
    {
        (_provider, _api, _people) = (provider, api, people);
        _browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = api };
    }

    public static async Task<SigninWays> MakeAsync(Bench bench, Population population)
    {
        var provider = await BentProvider.StartAsync(new Uri(Bench.Setting("LOAD_PROVIDER")).Port);
        // Whoever gets a passkey has an address that is proved.
        await Bench.ExecuteAsync(bench.Owner, "update users set email_verified = true where not email_verified");
        var people = new (Client, Authenticator, Visitor)[Count];
        for (var i = 0; i < Count; i++)
        {
            var client = World.Clients.Client(bench.Api, population.People[i].Token);
            var authenticator = new Authenticator();
            (await client.AddPasskeyAsync(authenticator, "Load")).Ok();
            people[i] = (client, authenticator, Visitor.New());
        }
        return new SigninWays(provider, bench.Api, people);
    }

    public Contest Contest(Bench bench, Population population) =>
        new(
            "ways in",
            [
                bench.ClosedLoop("password", Scenario.Named("sign-in").Calls(population), Count),
                Arm("passkey", ByPasskeyAsync),
                Arm("provider", ByProviderAsync),
            ],
            [new Ratio("passkey", "passkey", "password"), new Ratio("provider", "provider", "password")]
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var (client, _, _) in _people)
        {
            client.Dispose();
        }
        _browser.Dispose();
        await _provider.DisposeAsync();
    }

    private static Arm Arm(string name, Func<int, Task> onceAsync) =>
        new(name, (seconds, stop) => RunAsync(onceAsync, seconds, stop)) { WarmUp = Compiled };

    private static async Task<Block> RunAsync(Func<int, Task> onceAsync, double seconds, CancellationToken stop)
    {
        var (times, start) = (new ConcurrentBag<double>(), Stopwatch.GetTimestamp());
        async Task LoopAsync(int client)
        {
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds && !stop.IsCancellationRequested)
            {
                var begun = Stopwatch.GetTimestamp();
                await onceAsync(client);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }
        await Task.WhenAll(Enumerable.Range(0, Count).Select(LoopAsync));
        var sorted = times.Order().ToList();
        return new Block(sorted.Count / Stopwatch.GetElapsedTime(start).TotalSeconds, sorted[(int)((sorted.Count - 1) * 0.95)]);
    }

    private async Task ByPasskeyAsync(int i) => (await _people[i].Client.SignInAsync(_people[i].Authenticator)).Ok();

    private async Task ByProviderAsync(int i)
    {
        var (client, _, visitor) = _people[i];
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
        var returnTo = $"{_api.GetLeftPart(UriPartial.Authority)}/signed-in";
        var asked = new
        {
            challenge,
            returnTo,
            deviceId = "load",
        };
        var address = (await client.PostAsync("auth/oidc/load/start", asked)).Ok().GetProperty("authorizationUrl").GetString()!;
        var callback = QueryHelpers.AddQueryString("/api/v1/auth/oidc/load/callback", _provider.SignIn(address, visitor));
        using var back = await _browser.GetAsync(new Uri(callback, UriKind.Relative));
        var ticket = back.Headers.Location?.Fragment.Split("#ticket=")[^1];
        (await client.PostAsync("auth/oidc/complete", new { ticket, secret })).Ok();
    }
}
