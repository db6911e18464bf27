using Rupaya.Infrastructure.Identity.Tokens;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.CreateToken;

internal sealed class CreateTokenHandler(UserDoor door, TokenScopes scopes)
{
    private const int MaxTokens = 50;
    private const int DefaultDays = 90;
    private const int MaxDays = 366;
    private const string Export = "export:read";

    public async Task<Result<Reply<NewToken>>> HandleAsync(CreateTokenRequest request, Caller caller, CancellationToken cancellation)
    {
        if (Array.Find(request.Scopes!, s => s is null || !scopes.IsKnown(s)) is { } unknown)
        {
            return Problems.UnknownScope.About("scopes");
        }
        return await door.WriteAsync<NewToken>(caller, (work, c) => CreateAsync(work, request, c), cancellation);
    }

    private static async Task<Result<Reply<NewToken>>> CreateAsync(
        UserChanges work,
        CreateTokenRequest request,
        CancellationToken cancellation
    )
    {
        if (work.DemandVerifiedEmail() is { } unverified)
        {
            return unverified;
        }
        if (await RefusalOfAsync(work, request, cancellation) is { } refused)
        {
            return refused;
        }
        var (text, token) = UserTokens.Add(
            work,
            new TokenTerms(
                request.Name!,
                [.. request.Scopes!.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                request.BookId,
                Stored(request.ExpiresAt) ?? work.Now.AddDays(DefaultDays),
                [.. (request.AllowedNetworks ?? []).Select(n => UserTokens.Network(n)!)]
            )
        );
        work.Audit(
            "token.created",
            new
            {
                token.TokenId,
                token.Scopes,
                token.BookId,
                token.ExpiresAt,
            }
        );
        work.Notice(AccountNoticeKinds.TokenCreated, token.TokenId);
        return Reply.Created<NewToken>(NewToken.From(text, token), "/api/v1/user/tokens");
    }

    private static async Task<Error?> RefusalOfAsync(UserChanges work, CreateTokenRequest request, CancellationToken cancellation)
    {
        if (request.ExpiresAt is { } expiresAt && (expiresAt <= work.Now || expiresAt > work.Now.AddDays(MaxDays)))
        {
            return Error.Field("expiresAt", $"Must be in the future, at most {MaxDays} days away.");
        }
        if (request.BookId is { } bookId)
        {
            if (request.Scopes!.Contains(Export, StringComparer.Ordinal))
            {
                return Error.Field("bookId", $"Must be omitted: {Export} is for everything.");
            }
            var member = Command(
                "select 1 from book_members m where m.book_id = $1 and m.user_id = $2",
                Parameter(bookId),
                Parameter(work.User.UserId)
            );
            if (await work.ScalarAsync(member, cancellation) is null)
            {
                return Error.NotFound("Book");
            }
        }
        return await UserTokens.CountAsync(work, cancellation) >= MaxTokens
            ? Problems.TokenLimit.Because($"A user has at most {MaxTokens} tokens.")
            : null;
    }

    // What PostgreSQL keeps is what is answered.
    private static DateTimeOffset? Stored(DateTimeOffset? at) =>
        at is { } instant ? instant.ToUniversalTime().AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond)) : null;
}
