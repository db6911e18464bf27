using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Features.Auth.ResendVerification;

internal sealed class ResendVerificationHandler(UserDoor door, AddressRequestHandler requests, IOptions<SecurityOptions> options)
{
    private const string Event = "email.verification_requested";

    private static readonly Reply<ResendVerificationResponse> Accepted = Reply.Accepted<ResendVerificationResponse>(
        new ResendVerificationResponse("If there is an address to confirm, a mail is on its way."),
        location: null
    );

    public async Task<Result<Reply<ResendVerificationResponse>>> HandleAsync(
        ResendVerificationRequest request,
        Caller? caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        if (!string.IsNullOrWhiteSpace(request.Email))
        {
            await requests.RecordAsync(request.Email, isUnproved: true, Event, ip, Statements, cancellation);
            return Accepted;
        }
        return caller is null
            ? Error.Field("email", "Is required without a session.")
            : await door.WriteAsync<ResendVerificationResponse>(caller, work => Ask(work, ip), cancellation);
    }

    private Result<Reply<ResendVerificationResponse>> Ask(UserChanges work, string? ip)
    {
        if (work.User.EmailVerified)
        {
            return Problems.AlreadyVerified.Error;
        }
        work.Add(Statements(work.User.UserId, work.Now));
        work.Audit(Event, personal: new { Ip = ip });
        return Accepted;
    }

    private NpgsqlBatchCommand[] Statements(Guid? userId, DateTimeOffset now)
    {
        var lifetime = TimeSpan.FromHours(options.Value.VerificationHours);
        var (link, tokenId) = AccountLinks.New(AccountLinks.Verification, userId, now, lifetime);
        var notice = new AccountNotice(Guid.CreateVersion7(now), AccountNoticeKinds.VerifyEmail, userId, tokenId, now);
        return [AccountLinks.EndEarlier(AccountLinks.Verification, userId, now), link, OutboxSql.Insert(notice, now)];
    }
}
