using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.AddPasskey;

internal sealed class AddPasskeyHandler(PasskeyEnrolment enrolment, UserGate gate, UserDoor door)
{
    public async Task<Result<Reply<PasskeyView>>> HandleAsync(AddPasskeyRequest request, Caller caller, CancellationToken cancellation)
    {
        // A session that is over is told so, and uses no ceremony up.
        var user = await gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user.Error!;
        }
        var made = await enrolment.CheckAsync(caller, request.CeremonyToken, request.Credential!, cancellation);
        return made.IsSuccess
            ? await door.WriteAsync<PasskeyView>(caller, (work, c) => AddAsync(work, made.Value, request.Name, c), cancellation)
            : made.Error!;
    }

    private static async Task<Result<Reply<PasskeyView>>> AddAsync(
        UserChanges work,
        MadePasskey made,
        string? name,
        CancellationToken cancellation
    )
    {
        var added = await PasskeyEnrolment.AddAsync(work, made, name, cancellation);
        return added.IsSuccess ? Reply.Created<PasskeyView>(added.Value, $"/api/v1/auth/passkeys/{added.Value.PasskeyId}") : added.Error!;
    }
}
