using System.Globalization;
using System.Text;

namespace Rupaya.Drill;

/// <summary>What is done with the product before it is destroyed.</summary>
internal static class Steps
{
    private const string NewPassword = "AnotherPass456!";

    // As large as an upload may be.
    private const int RowsOfAFile = 200_000;

    /// <summary>A book with so many transactions, and people whose accounts change later.</summary>
    public static async Task PrepareAsync(Uri url, string facts, int rows)
    {
        using var owner = await new Client(url, TimeSpan.FromMinutes(10)).SignUpAsync();
        var account = await owner.OpenAccountAsync(opening: 900_000_000);
        for (var (first, file) = (0, 0); first < rows; first += RowsOfAFile, file++)
        {
            var statement = Statement(first, Math.Min(RowsOfAFile, rows - first));
            var import = await owner.ImportAsync(account, statement, seconds: 580, pauseMs: 100);
            if (import.GetProperty("status").GetString() != "completed")
            {
                throw new InvalidOperationException($"The book could not be filled: {import}");
            }
        }
        var expense = (await owner.ExpenseAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        using var leaver = await new Client(url).SignUpAsync();
        using var changer = await new Client(url).SignUpAsync();
        new Facts
        {
            Owner = owner.Email,
            OwnerToken = owner.Token!,
            Account = account,
            Expense = expense,
            Leaver = leaver.Email,
            Changer = changer.Email,
        }.Write(facts);
    }

    /// <summary>Writes one after the other until the product is gone, and keeps each that was acknowledged in the file.</summary>
    public static async Task WriteAsync(Uri url, string facts, string file)
    {
        var known = Facts.Read(facts);
        using var owner = new Client(url, TimeSpan.FromSeconds(30)) { Token = known.OwnerToken };
        await using var acknowledged = new StreamWriter(file) { AutoFlush = true };
        try
        {
            while (true)
            {
                var begun = TimeProvider.System.GetUtcNow();
                var reply = await owner.ExpenseAsync(known.Account, 1);
                var id = reply.Ok().GetProperty("transactionId").GetGuid();
                await acknowledged.WriteLineAsync(new Acknowledged(id, begun, TimeProvider.System.GetUtcNow()).ToString());
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or InvalidOperationException or IOException)
        {
            // It was killed; the answer that did not come is not acknowledged.
        }
    }

    /// <summary>Where the phone is that will have seen nothing of what is lost.</summary>
    public static async Task SyncAsync(Uri url, string facts)
    {
        var known = Facts.Read(facts);
        using var owner = new Client(url) { Token = known.OwnerToken };
        (known with { Since = await HeadAsync(owner) }).Write(facts);
    }

    /// <summary>After the moment: somebody is erased, a session ends, a password changes, and a phone syncs.</summary>
    public static async Task LeaveAsync(Uri url, string facts)
    {
        var known = Facts.Read(facts);
        using var owner = new Client(url) { Token = known.OwnerToken };
        var changed = await owner.PutAsync($"transactions/{known.Expense}", new { amount = 2 });
        changed.Ok();
        using var second = new Client(url) { DeviceId = "second" };
        (await second.SignInAsync(email: known.Owner)).Ok();
        var ended = second.Token!;
        (await second.PostAsync("auth/signout", new { refreshToken = second.RefreshToken })).Ok();
        using var leaver = new Client(url);
        (await leaver.SignInAsync(email: known.Leaver)).Ok();
        (await leaver.DeleteAsync("user/account", new { password = Client.Password })).Ok();
        using var changer = new Client(url);
        (await changer.SignInAsync(email: known.Changer)).Ok();
        (await changer.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword = NewPassword })).Ok();
        (known with { Ahead = await HeadAsync(owner), ETag = changed.Headers.ETag!.Tag, EndedToken = ended }).Write(facts);
    }

    private static async Task<long> HeadAsync(Client client) => (await client.GetAsync("books")).Ok()[0].GetProperty("seq").GetInt64();

    private static byte[] Statement(int first, int rows)
    {
        var text = new StringBuilder("date,amount,category,merchant\n");
        for (var i = first; i < first + rows; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{2000 + (i % 25)}-{1 + (i % 12):00}-{1 + (i % 28):00},-{1 + (i % 500)}.{i % 100:00},Groceries,Shop {i}\n"
            );
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
