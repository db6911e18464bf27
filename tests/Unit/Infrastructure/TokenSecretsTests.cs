using Rupaya.Infrastructure.Identity;

namespace Rupaya.Unit.Infrastructure;

/// <summary>Which processes may start with which token secret.</summary>
public sealed class TokenSecretsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 3, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Old = [1];
    private static readonly byte[] New = [2];

    [Fact]
    public void The_present_one_and_the_first_of_all_may_start()
    {
        Alone(New).IsRefused([Present(New), Replaced(Old, Now)], Now).ShouldBeFalse();
        Alone(New).IsRefused([], Now).ShouldBeFalse();
    }

    [Fact]
    public void One_that_nobody_knows_may_where_it_names_the_one_in_use_as_its_predecessor()
    {
        Alone([3]).IsRefused([Present(New), Replaced(Old, Now)], Now).ShouldBeTrue();
        Knowing([3], Old).IsRefused([Present(New), Replaced(Old, Now)], Now).ShouldBeTrue();
        Knowing([3], New).IsRefused([Present(New), Replaced(Old, Now)], Now).ShouldBeFalse();
    }

    [Fact]
    public void One_that_was_replaced_may_not_unless_the_process_knows_by_what()
    {
        Alone(Old).IsRefused([Present(New), Replaced(Old, Now)], Now).ShouldBeTrue();
        Knowing(Old, [3]).IsRefused([Present(New), Replaced(Old, Now)], Now).ShouldBeTrue();
        Knowing(Old, New).IsRefused([Present(New), Replaced(Old, Now)], Now).ShouldBeFalse();
    }

    [Fact]
    public void One_that_is_replaced_later_may_until_then() =>
        Alone(Old).IsRefused([Present(New), Replaced(Old, Now.AddSeconds(1))], Now).ShouldBeFalse();

    private static TokenSecrets Alone(byte[] present) => new(present, []);

    private static TokenSecrets Knowing(byte[] present, byte[] earlier) => new(present, [(earlier, Now.AddDays(-1))]);

    private static KnownTokenSecret Present(byte[] fingerprint) => new(fingerprint, null);

    private static KnownTokenSecret Replaced(byte[] fingerprint, DateTimeOffset at) => new(fingerprint, at);
}
