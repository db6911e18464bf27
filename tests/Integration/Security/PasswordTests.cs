using System.Diagnostics;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>S4 to S7: passwords, their hashes, guessing and enumeration.</summary>
public abstract class PasswordTests(Deployment product)
{
    private async Task<Reply> SignUpAsync(string password) =>
        await product
            .Client()
            .PostAsync(
                "auth/signup",
                new
                {
                    email = $"{Guid.CreateVersion7():N}@rupaya.example",
                    password,
                    deviceId = "a",
                }
            );

    [Theory]
    [InlineData("Abcdefghijk1!x")]
    [InlineData("Abcdefghijkl1!x")]
    [InlineData(" Leading and trailing 1! ")]
    [InlineData("Pässwörter-sind-schön-1 \U0001F511")]
    [InlineData("Ab1!Ab2!Ab3!Ab4!Ab5!Ab6!Ab7!Ab8!Ab9!Ac1!Ac2!Ac3!Ac4!Ac5!Ac6!Ac7!")]
    public async Task S4_long_and_unusual_passwords_are_taken_whole(string password)
    {
        var person = product.Client();
        var signedUp = await person.SignUpAsync();
        await ResetAsync(signedUp, password);
        (await person.SignInAsync(password)).Ok();
        (await person.SignInAsync(password.Trim() + "x")).ShouldFail(401, "invalid_credentials");
        if (password.Trim() != password)
        {
            (await person.SignInAsync(password.Trim())).ShouldFail(401, "invalid_credentials");
        }
    }

    [Fact]
    public async Task S4_every_character_counts_to_the_last_of_128()
    {
        var password = "Aa1!" + new string('x', 124);
        var person = await product.SignedUpAsync();
        await ResetAsync(person, password);
        (await person.SignInAsync(password[..^1] + "y")).ShouldFail(401, "invalid_credentials");
        (await person.SignInAsync(password[..^1])).ShouldFail(401, "invalid_credentials");
        (await person.SignInAsync(password)).Ok();
        (await SignUpAsync(password + "x")).ShouldFail(400, "validation_failed");
    }

    [Fact]
    public async Task S4_common_and_breached_passwords_are_refused_in_the_words_of_the_contract()
    {
        foreach (var password in new[] { "password123", "Rupaya2026", "Rupaya2026!", "P@ssw0rd1!", "qwertyuiop", "iloveyou1" })
        {
            var reply = await SignUpAsync(password);
            reply.ShouldFail(400, "validation_failed");
            reply["errors"].GetProperty("password")[0].GetString().ShouldBe("This password has been breached");
        }
        (await SignUpAsync("SecurePass123!")).Ok();
        (await SignUpAsync("SecurePass456!")).Ok();
    }

    [Fact]
    public async Task S5_hashes_are_argon2id_and_follow_a_raised_cost_at_the_next_sign_in()
    {
        var person = await product.SignedUpAsync();
        (await HashAsync(person)).ShouldStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
        await using var stronger = await product.AnotherAsync("serve", ("Security:Argon2:Passes", "3"));
        (await person.Another("test", stronger.Address).SignInAsync("wrong")).ShouldFail(401, "invalid_credentials");
        (await HashAsync(person)).ShouldContain(",t=2,");
        (await person.Another("test", stronger.Address).SignInAsync()).Ok();
        (await HashAsync(person)).ShouldStartWith("$argon2id$v=19$m=19456,t=3,p=1$");
        // A process that still has the old settings verifies it, and takes it back to its own.
        (await person.SignInAsync()).Ok();
        (await HashAsync(person)).ShouldContain(",t=2,");
    }

    [Fact]
    public async Task S5_fifty_sign_ins_at_once_all_succeed_in_bounded_memory_and_the_api_stays_alive()
    {
        var person = await product.SignedUpAsync();
        var storm = Task.WhenAll(Enumerable.Range(0, 50).Select(i => product.Client(i).SignInAsync(email: person.Email)));
        var answered = 0;
        while (!storm.IsCompleted)
        {
            ((int)(await product.Client().GetAsync("/health/live")).Status).ShouldBe(200);
            answered++;
        }
        (await storm).ShouldAllBe(r => (int)r.Status == 200);
        answered.ShouldBeGreaterThan(10);
        product.Apis.ShouldAllBe(p => p.MemoryMib < 500);
    }

    [Fact]
    public async Task S6_a_stranger_is_locked_out_and_the_owners_own_device_is_not()
    {
        var phone = await product.SignedUpAsync();
        var stranger = phone.Another("stranger");
        for (var i = 0; i < 5; i++)
        {
            (await stranger.SignInAsync("WrongPass123!")).ShouldFail(401, "invalid_credentials");
        }
        var locked = await stranger.SignInAsync();
        locked.ShouldFail(423, "account_locked");
        locked["detail"].GetString().ShouldBe("Account temporarily locked");
        locked.Headers.RetryAfter!.Delta!.Value.TotalMinutes.ShouldBeInRange(25, 31);
        // Another unknown device of the same address shares the counter; the phone does not.
        (await phone.Another("stranger-2").SignInAsync()).ShouldFail(423, "account_locked");
        (await phone.SignInAsync()).Ok();
        await product.Mail.WaitAsync(phone.Email, "was locked");
        // Unknown e-mails are locked just the same: the lock tells nothing.
        var nobody = product.Client();
        for (var i = 0; i < 5; i++)
        {
            (await nobody.SignInAsync("WrongPass123!", $"nobody-{phone.UserId:N}@rupaya.example")).ShouldFail(401, "invalid_credentials");
        }
        (await nobody.SignInAsync()).ShouldFail(423, "account_locked");
        // The phone has five of its own.
        for (var i = 0; i < 5; i++)
        {
            (await phone.SignInAsync("WrongPass123!")).ShouldFail(401, "invalid_credentials");
        }
        (await phone.SignInAsync()).ShouldFail(423, "account_locked");
    }

    [Fact]
    public async Task S6_guesses_that_arrive_together_are_not_more_than_those_that_come_one_by_one()
    {
        var owner = await product.SignedUpAsync();
        var stranger = owner.Another("stranger");
        var wrong = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => stranger.SignInAsync("WrongPass123!")));
        wrong.Count(r => r.Code == "invalid_credentials").ShouldBe(5);
        wrong.Count(r => r.Code == "account_locked").ShouldBe(25);
        (await stranger.SignInAsync()).ShouldFail(423, "account_locked");
    }

    [Fact]
    public async Task S6_two_hundred_guesses_from_many_addresses_are_stopped_and_the_owner_goes_on()
    {
        // Behind a proxy that is trusted, each guess comes from an address of its own.
        await using var api = await product.AnotherAsync("serve", ("Web:TrustedProxies:0", "127.0.0.1"));
        var phone = await product.Client().SignUpAsync();
        var stranger = phone.Another("stranger", api.Address);
        var replies = new List<Reply>();
        for (var i = 0; i < 200; i++)
        {
            replies.Add(await stranger.SignInAsync("WrongPass123!", headers: ("X-Forwarded-For", $"203.0.{i / 250}.{i % 250}")));
        }
        replies.Count(r => r.Code == "invalid_credentials").ShouldBe(100);
        replies.Skip(100).ShouldAllBe(r => r.Code == "account_locked" && r.Headers.RetryAfter != null);
        (await phone.SignInAsync()).Ok();
        (await phone.Another("test", api.Address).SignInAsync()).Ok();
    }

    [Fact]
    public async Task S6_a_made_up_forwarded_address_does_not_help()
    {
        var phone = await product.SignedUpAsync();
        var stranger = phone.Another("stranger");
        var replies = new List<Reply>();
        for (var i = 0; i < 8; i++)
        {
            replies.Add(await stranger.SignInAsync("WrongPass123!", headers: ("X-Forwarded-For", $"203.0.113.{i}")));
        }
        replies.Count(r => r.Code == "account_locked").ShouldBe(3);
    }

    [Fact]
    public async Task S7_sign_in_and_forgot_tell_nothing_about_who_has_an_account()
    {
        await using var api = await product.AnotherAsync(
            "serve",
            ("Security:LockoutFailures", "100000"),
            ("Security:LockoutUnknownFailures", "100000"),
            ("Messaging:Dispatch", "false")
        );
        var known = await product.SignedUpAsync();
        var client = new Client(api.Address);
        await Timing.ShouldNotDifferAsync(
            pairs: Depth.Of(100, nightly: 500),
            () => client.SignInAsync("WrongPass123!", known.Email),
            i => client.SignInAsync("WrongPass123!", $"nobody-{i}@rupaya.example"),
            401
        );
        await Timing.ShouldNotDifferAsync(
            pairs: Depth.Of(100, nightly: 500),
            () => client.PostAsync("auth/forgot-password", new { email = known.Email }),
            i => client.PostAsync("auth/forgot-password", new { email = $"nobody-{i}@rupaya.example" }),
            202
        );
    }

    private async Task ResetAsync(Client person, string password)
    {
        (await person.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword = password })).Ok();
    }

    private Task<string> HashAsync(Client person) =>
        product.Database.ScalarAsync<string>("select password_hash from users where user_id = $1", person.UserId);
}

/// <summary>Compares two kinds of requests, interleaved: answers, headers and times.</summary>
internal static class Timing
{
    private const int Attempts = 3;

    public static async Task ShouldNotDifferAsync(int pairs, Func<Task<Reply>> known, Func<int, Task<Reply>> unknown, int status)
    {
        // A machine's hiccup is not a leak: a leak shows every time.
        for (var attempt = 1; ; attempt++)
        {
            var (a, b) = (new List<double>(), new List<double>());
            for (var i = 0; i < pairs; i++)
            {
                var one = await MeasureAsync(known, a, status);
                var other = await MeasureAsync(() => unknown((attempt * pairs) + i), b, status);
                Comparable(one).ShouldBe(Comparable(other));
            }
            var difference = Math.Abs(Median(a) - Median(b));
            var p = MannWhitney(a, b);
            if (difference < 5 && p > 0.01)
            {
                return;
            }
            (attempt < Attempts).ShouldBeTrue($"medians differ by {difference:0.00} ms, p = {p:0.0000}");
        }
    }

    private static async Task<Reply> MeasureAsync(Func<Task<Reply>> request, List<double> times, int status)
    {
        var start = Stopwatch.GetTimestamp();
        var reply = await request();
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        ((int)reply.Status).ShouldBe(status, reply.Text);
        return reply;
    }

    private static string Comparable(Reply reply)
    {
        var requestId = reply.Headers.GetValues("X-Request-Id").Single();
        var headers = reply
            .Headers.Where(h => !h.Key.Equals("X-Request-Id", StringComparison.OrdinalIgnoreCase) && h.Key != "Date")
            .Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
        return reply.Text.Replace(requestId, "", StringComparison.Ordinal) + string.Join('\n', headers.Order(StringComparer.Ordinal));
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>Two-sided p of the Mann–Whitney U test by its normal approximation.</summary>
    private static double MannWhitney(List<double> a, List<double> b)
    {
        var ranked = a.Select(t => (Time: t, IsA: true)).Concat(b.Select(t => (Time: t, IsA: false))).OrderBy(t => t.Time).ToList();
        var rankSum = ranked.Select((t, i) => t.IsA ? i + 1.0 : 0).Sum();
        var (n, m) = ((double)a.Count, (double)b.Count);
        var u = rankSum - (n * (n + 1) / 2);
        var z = Math.Abs(u - (n * m / 2)) / Math.Sqrt(n * m * (n + m + 1) / 12);
        // Complementary error function by Abramowitz and Stegun 7.1.26.
        var x = z / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        return t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-x * x);
    }
}

[Collection(Embedded.Name)]
public sealed class EmbeddedPasswordTests(EmbeddedDeployment product) : PasswordTests(product);

[Collection(Full.Name)]
public sealed class FullPasswordTests(FullDeployment product) : PasswordTests(product);
