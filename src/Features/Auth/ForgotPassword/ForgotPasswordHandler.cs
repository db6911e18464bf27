using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Features.Auth.ForgotPassword;

internal sealed class ForgotPasswordHandler(AddressRequestHandler requests, IOptions<SecurityOptions> options)
{
    private static readonly Reply<ForgotPasswordResponse> Accepted = Reply.Accepted<ForgotPasswordResponse>(
        new ForgotPasswordResponse("If there is an account with this e-mail, a mail is on its way."),
        location: null
    );

    public async Task<Result<Reply<ForgotPasswordResponse>>> HandleAsync(
        ForgotPasswordRequest request,
        string? ip,
        CancellationToken cancellation
    )
    {
        await requests.RecordAsync(request.Email!, isUnproved: false, "password.reset_requested", ip, Statements, cancellation);
        return Accepted;
    }

    private NpgsqlBatchCommand[] Statements(Guid? userId, DateTimeOffset now)
    {
        var (link, tokenId) = AccountLinks.New(AccountLinks.Reset, userId, now, TimeSpan.FromMinutes(options.Value.ResetMinutes));
        var notice = new AccountNotice(Guid.CreateVersion7(now), AccountLinks.NoticeOf(AccountLinks.Reset), userId, tokenId, now);
        return [link, OutboxSql.Insert(notice, now)];
    }
}
