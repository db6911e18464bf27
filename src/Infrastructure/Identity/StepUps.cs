using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Asks signed-in users to show again who they are before something grave. A sign-in counts like a step-up; each counts for
/// <see cref="SecurityOptions.StepUpMinutes"/>. Where two-step sign-in is on, a second factor is part of it.
/// </summary>
public sealed class StepUps
{
    // A session that is older than two-step sign-in is the one that switched it on: all others ended then.
    private static readonly string State = $"""
        select s.authenticated_at, s.methods, u.mfa_enabled, coalesce(s.created_at < m.enabled_at, false),
               u.password_hash is not null and coalesce(s.stepped_up_at < $4, true)
          from sessions s join users u on u.user_id = s.user_id left join user_mfa m on m.user_id = s.user_id
         where {SessionSql.AliveAs("$1", "$2", "$3")}
        """;

    private readonly NpgsqlDataSource _database;
    private readonly UserGate _gate;
    private readonly IEnumerable<IStepUpProof> _proofs;
    private readonly SigninWays _ways;
    private readonly UserDoor _door;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _window;

    internal StepUps(
        NpgsqlDataSource database,
        UserGate gate,
        IEnumerable<IStepUpProof> proofs,
        SigninWays ways,
        UserDoor door,
        IOptions<SecurityOptions> options,
        TimeProvider clock
    )
    {
        (_database, _gate, _proofs, _ways, _door, _clock) = (database, gate, proofs, ways, door, clock);
        _window = TimeSpan.FromMinutes(options.Value.StepUpMinutes);
    }

    /// <summary>Null when the caller showed lately who they are; else 403 <c>step_up_required</c>, or 401 when the session is over.</summary>
    public async Task<Error?> DemandAsync(Caller caller, CancellationToken cancellation)
    {
        var now = _clock.NowStored();
        return await ReadAsync(caller, now, cancellation) is not { } state ? Error.InvalidToken
            : state.Shown.ValidUntil(now, _window, state.Need) is not null ? null
            : await RequiredAsync(caller, cancellation);
    }

    /// <summary>
    /// For a request that leaves out the password which it used to need: null when the caller showed lately, and for this, who they are. A fresh
    /// sign-in alone is enough only for somebody without a password.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="fields">What was left out.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    /// <returns>400 <c>validation_failed</c> naming the fields, 403 <c>step_up_required</c>, or 401.</returns>
    public async Task<Error?> DemandInsteadOfAsync(Caller caller, string[] fields, CancellationToken cancellation)
    {
        var now = _clock.NowStored();
        return await ReadAsync(caller, now, cancellation) is not { } state ? Error.InvalidToken
            : state.Shown.ValidUntil(now, _window, state.Need) is null ? await RequiredAsync(caller, cancellation)
            : state.IsOfSignin ? Error.Field(fields, "Is required.")
            : null;
    }

    /// <summary>Takes a proof, and says where the session stands then.</summary>
    /// <returns>The state; what the kind of proof refuses with; 400 <c>validation_failed</c> where it is none.</returns>
    public async Task<Result<Reply<StepUpState>>> ProveAsync(StepUpInput input, Caller caller, string? ip, CancellationToken cancellation)
    {
        if (_proofs.FirstOrDefault(p => p.Takes(input)) is not { } proof)
        {
            return Error.Field("password", "Must be given, or another proof.");
        }
        var confirm = await proof.CheckAsync(input, caller, ip, cancellation);
        return confirm.IsSuccess
            ? await _door.WriteAsync<StepUpState>(caller, (work, c) => RecordAsync(work, confirm.Value, caller, ip, c), cancellation)
            : confirm.Error!;
    }

    /// <summary>With what the caller can show who they are, and what a client needs to begin.</summary>
    public async Task<Result<Reply<StepUpOffer>>> OfferAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await _gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user.Error!;
        }
        StepUpCeremony? ceremony = null;
        foreach (var proof in _proofs)
        {
            ceremony ??= await proof.BeginAsync(user.Value, caller, cancellation);
        }
        var methods = await _ways.AllOfAsync(user.Value, cancellation);
        return Reply.Ok<StepUpOffer>(new StepUpOffer(methods, ceremony?.CeremonyToken, ceremony?.PublicKey));
    }

    /// <summary>
    /// Notes the code with which a session switches two-step sign-in on, so that who signed in just now goes on. By itself it is not enough: whoever
    /// holds the session may have made the secret.
    /// </summary>
    public async Task SwitchedOnAsync(UserChanges work, Caller caller, string method, CancellationToken cancellation)
    {
        if (await ReadAsync(work.Connection, caller, work.Now, cancellation) is { } state)
        {
            var after = state.Shown.With([method], work.Now, _window, new StepUpNeed(SecondFactor: true, FirstFactor: true));
            work.Add(Keep(caller, after, steppedUpAt: null));
        }
    }

    private async Task<Result<Reply<StepUpState>>> RecordAsync(
        UserChanges work,
        ConfirmStepUp confirm,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        var methods = await confirm(work, cancellation);
        if (!methods.IsSuccess)
        {
            return methods.Error!;
        }
        if (await ReadAsync(work.Connection, caller, work.Now, cancellation) is not { } state)
        {
            return Error.InvalidToken;
        }
        var after = state.Shown.With(methods.Value, work.Now, _window, state.Need);
        work.Add(Keep(caller, after, work.Now));
        work.Audit("stepup", new { caller.SessionId, Methods = methods.Value }, new { Ip = ip });
        return Reply.Ok<StepUpState>(new StepUpState(after.ValidUntil(work.Now, _window, state.Need), after.Methods));
    }

    private static NpgsqlBatchCommand Keep(Caller caller, Authentication shown, DateTimeOffset? steppedUpAt) =>
        Command(
            "update sessions set authenticated_at = $2, methods = $3, stepped_up_at = coalesce($4, stepped_up_at) where session_id = $1",
            Parameter(caller.SessionId),
            Parameter(shown.At),
            Parameter(shown.Methods.ToArray()),
            Parameter(steppedUpAt)
        );

    private async Task<Error> RequiredAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await _gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user.Error!;
        }
        var methods = await _ways.AllOfAsync(user.Value, cancellation);
        var seconds = (int)_window.TotalSeconds;
        return Problems.StepUpRequired.Error with
        {
            Challenge = $"error=\"insufficient_user_authentication\", max_age={seconds}",
            More = new Dictionary<string, object?>(StringComparer.Ordinal) { ["methods"] = methods, ["maxAge"] = seconds },
        };
    }

    private async Task<SessionState?> ReadAsync(Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        return await ReadAsync(connection, caller, now, cancellation);
    }

    private async Task<SessionState?> ReadAsync(
        NpgsqlConnection connection,
        Caller caller,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var rows = await connection.ReadAsync(
            Command(State, Parameter(caller.SessionId), Parameter(caller.UserId), Parameter(now), Parameter(now - _window)),
            r => new SessionState(
                new Authentication(r.IsDBNull(0) ? null : r.GetFieldValue<DateTimeOffset>(0), r.GetFieldValue<string[]>(1)),
                new StepUpNeed(r.GetBoolean(2), r.GetBoolean(2) && r.GetBoolean(3)),
                r.GetBoolean(4)
            ),
            cancellation
        );
        return rows is [var row] ? row : null;
    }
}
