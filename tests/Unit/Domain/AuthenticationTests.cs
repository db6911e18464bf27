using Rupaya.Domain.Users;

namespace Rupaya.Unit.Domain;

public sealed class AuthenticationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly StepUpNeed One = new(SecondFactor: false, FirstFactor: false);
    private static readonly StepUpNeed Second = new(SecondFactor: true, FirstFactor: false);
    private static readonly StepUpNeed Both = new(SecondFactor: true, FirstFactor: true);

    private static Authentication Shown(int secondsAgo, params string[] methods) => new(Now.AddSeconds(-secondsAgo), methods);

    [Theory]
    [InlineData(0, true)]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public void It_counts_for_the_window(int secondsAgo, bool counts) =>
        (Shown(secondsAgo, "password").ValidUntil(Now, Window, One) is not null).ShouldBe(counts);

    [Fact]
    public void What_was_never_shown_does_not_count()
    {
        new Authentication(null, ["password"]).ValidUntil(Now, Window, One).ShouldBeNull();
        Shown(0).ValidUntil(Now, Window, One).ShouldBeNull();
    }

    [Theory]
    [InlineData("password", false, false)]
    [InlineData("oidc:google", false, false)]
    [InlineData("totp", true, false)]
    [InlineData("backup_code", true, false)]
    [InlineData("mfa", true, false)]
    [InlineData("passkey", true, true)]
    [InlineData("password totp", true, true)]
    [InlineData("oidc:google mfa", true, true)]
    public void With_two_steps_a_second_factor_is_part_of_it(string methods, bool second, bool both)
    {
        var shown = Shown(1, methods.Split(' '));
        shown.ValidUntil(Now, Window, One).ShouldNotBeNull();
        (shown.ValidUntil(Now, Window, Second) is not null).ShouldBe(second);
        (shown.ValidUntil(Now, Window, Both) is not null).ShouldBe(both);
    }

    [Fact]
    public void A_proof_that_suffices_begins_a_new_window()
    {
        var after = Shown(300, "password").With(["totp"], Now, Window, Second);
        after.At.ShouldBe(Now);
        after.Methods.ShouldBe(["password", "totp"]);
    }

    [Fact]
    public void A_part_joins_the_window_that_runs_and_does_not_prolong_what_it_joins()
    {
        var after = Shown(300, "totp").With(["password"], Now, Window, Second);
        after.At.ShouldBe(Now.AddSeconds(-300));
        after.ValidUntil(Now, Window, Second).ShouldBe(Now.AddSeconds(300));
        Shown(300, "password").With(["totp"], Now, Window, Both).At.ShouldBe(Now.AddSeconds(-300));
    }

    [Fact]
    public void What_is_over_is_forgotten()
    {
        var after = Shown(601, "totp").With(["password"], Now, Window, Second);
        after.At.ShouldBe(Now);
        after.Methods.ShouldBe(["password"]);
        after.ValidUntil(Now, Window, Second).ShouldBeNull();
    }
}
