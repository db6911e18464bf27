using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>Finds the invitation that somebody answers: by the token of its mail, or by its id in the list of those for their confirmed address.</summary>
public sealed class Invitations(NpgsqlDataSource database, DerivedTokens derived, UserGate gate, TimeProvider clock)
{
    /// <summary>A condition on <c>invitations i</c> that nobody declined or withdrew.</summary>
    public const string Standing = "i.declined_at is null and i.withdrawn_at is null";

    [AcrossBooks("The link in a mail names the invitation, which tells the book; by the index on its id.")]
    private const string ByToken =
        $"select i.book_id, i.generation from invitations i where i.invitation_id = $1 and i.generation = $2 and i.expires_at > $3 and {Standing}";

    [AcrossBooks("The invited person names the invitation, which tells the book; by the index on its id.")]
    private const string ById =
        $"select i.book_id, i.generation from invitations i where i.invitation_id = $1 and i.email_key = $2 and i.expires_at > $3 and {Standing}";

    /// <returns>400 <c>invalid_token</c> or 404 when there is none that stands; 403 <c>email_unverified</c> for an id without a confirmed address.</returns>
    public async Task<Result<FoundInvitation>> FindAsync(Caller caller, string? token, Guid? invitationId, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user.Error!;
        }
        var (emailKey, now) = (user.Value.EmailKey, Parameter(clock.GetUtcNow()));
        if (!string.IsNullOrEmpty(token))
        {
            return
                derived.Verify(TokenPurpose.Invitation, token) is var (id, generation)
                && await ReadAsync(Command(ByToken, Parameter(id), Parameter(generation), now), id, emailKey, cancellation) is { } sent
                ? sent
                : AccountLinks.Invalid;
        }
        var named = invitationId!.Value;
        return await ReadAsync(Command(ById, Parameter(named), Parameter(emailKey), now), named, emailKey, cancellation) is not { } found
                ? Error.NotFound("Invitation")
            : user.Value.EmailVerified ? found
            : Problems.EmailUnverified.Error;
    }

    private async Task<FoundInvitation?> ReadAsync(
        NpgsqlBatchCommand query,
        Guid invitationId,
        string emailKey,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var found = await connection.ReadAsync(
            query,
            r => new FoundInvitation(r.GetGuid(0), invitationId, r.GetInt32(1), emailKey),
            cancellation
        );
        return found.FirstOrDefault();
    }
}

/// <summary>An invitation that somebody answers.</summary>
/// <param name="BookId">To which book.</param>
/// <param name="InvitationId">Its id.</param>
/// <param name="Generation">How often it was sent again.</param>
/// <param name="EmailKey">Who answers, by their address.</param>
public sealed record FoundInvitation(Guid BookId, Guid InvitationId, int Generation, string EmailKey);
