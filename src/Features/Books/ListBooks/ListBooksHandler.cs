using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.ListBooks;

internal sealed class ListBooksHandler(NpgsqlDataSource database, TimeProvider clock)
{
    // The session's row comes alone when its user is in no book.
    [AcrossBooks("Of a user: the books they are in, by the index on members' users.")]
    private static readonly string Query = $"""
        select {BookSql.Columns}, m.role, b.book_id is not distinct from u.default_book_id,
               (select count(*) from book_members o where o.book_id = m.book_id)
          from sessions s
          join users u on u.user_id = s.user_id
          left join book_members m on m.user_id = s.user_id and ($4::uuid is null or m.book_id = $4)
          left join books b on b.book_id = m.book_id
         where {SessionSql.AliveAs("$1", "$2", "$3")}
         order by b.book_id is distinct from u.default_book_id, m.joined_at, b.book_id
        """;

    private const int RoleColumn = BookSql.Count;

    public async Task<Result<Reply<IEnumerable<ListedBook>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Query);
        command.Parameters.Add(Parameter(caller.SessionId));
        command.Parameters.Add(Parameter(caller.UserId));
        command.Parameters.Add(Parameter(clock.GetUtcNow()));
        command.Parameters.Add(Parameter(caller.Grant?.BookId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!reader.HasRows)
        {
            return Error.InvalidToken;
        }
        var books = new List<ListedBook>();
        while (await reader.ReadAsync(cancellation))
        {
            if (!reader.IsDBNull(0))
            {
                books.Add(
                    ListedBook.From(
                        BookSql.Read(reader),
                        Roles.Parse(reader.GetString(RoleColumn)),
                        isDefault: reader.GetBoolean(RoleColumn + 1),
                        members: reader.GetInt64(RoleColumn + 2)
                    )
                );
            }
        }
        return Reply.Ok<IEnumerable<ListedBook>>(books);
    }
}
