using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity;

/// <summary>The current password as a proof.</summary>
internal sealed class PasswordStepUp(PasswordProof proof) : IStepUpProof
{
    public bool Takes(StepUpInput input) => input.Password is not null;

    public async Task<Result<ConfirmStepUp>> CheckAsync(StepUpInput input, Caller caller, string? ip, CancellationToken cancellation)
    {
        var proven = await proof.CheckAsync(caller, input.Password!, ip, cancellation);
        return proven.IsSuccess ? new ConfirmStepUp((work, c) => ConfirmAsync(work, proven.Value, c)) : proven.Error!;
    }

    public Task<IReadOnlyList<string>> MethodsAsync(NpgsqlConnection connection, User user, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(user.PasswordHash is null ? [] : [SigninMethods.Password]);

    private async Task<Result<string[]>> ConfirmAsync(UserChanges work, VerifiedPassword proven, CancellationToken cancellation) =>
        await proof.ConfirmAsync(work, proven, cancellation) is { } refused ? refused : new[] { SigninMethods.Password };
}
