using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>A code of the authenticator app, or a backup code, as a proof.</summary>
internal sealed class CodeStepUp(SecondFactor factor) : IStepUpProof
{
    private const string Has = """
        select case kind when 1 then 'totp' else 'backup_code' end from (
            select 1 as kind from user_mfa where user_id = $1 and enabled_at is not null
            union select 2 from mfa_backup_codes where user_id = $1 and used_at is null) has
        """;

    public bool Takes(StepUpInput input) => input.Token is not null;

    public Task<Result<ConfirmStepUp>> CheckAsync(StepUpInput input, Caller caller, string? ip, CancellationToken cancellation) =>
        Task.FromResult<Result<ConfirmStepUp>>(new ConfirmStepUp((work, c) => ConfirmAsync(work, input.Token!, c)));

    public async Task<IReadOnlyList<string>> MethodsAsync(NpgsqlConnection connection, User user, CancellationToken cancellation) =>
        user.MfaEnabled ? await connection.ReadAsync(Command(Has, Parameter(user.UserId)), r => r.GetString(0), cancellation) : [];

    private async Task<Result<string[]>> ConfirmAsync(UserChanges work, string code, CancellationToken cancellation)
    {
        // A secret that no code was ever shown for proves nothing: whoever holds the session may have made it.
        if (!work.User.MfaEnabled)
        {
            return Problems.MfaNotSetUp.Because("Two-step sign-in is not on.");
        }
        var check = await factor.CheckAsync(work, code, cancellation);
        return check.Refusal is null ? new[] { check.Method }
            : check.Refusal.Code == Problems.WrongCode.Code ? Problems.WrongCode.Error
            : check.Refusal;
    }
}
