using System.Text.Json;

namespace Rupaya.Support;

/// <summary>What a person does in a book and looks at there.</summary>
public static class BookSteps
{
    /// <summary>The caller's only or default book.</summary>
    public static async Task<Guid> DefaultBookAsync(this Client client) =>
        (await client.GetAsync("books")).Ok()[0].GetProperty("bookId").GetGuid();

    /// <summary>The civil date where the caller's default book is.</summary>
    public static async Task<DateOnly> TodayAsync(this Client client)
    {
        var zone = (await client.GetAsync("books")).Ok()[0].GetProperty("timeZone").GetString()!;
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone));
        return DateOnly.FromDateTime(now.DateTime);
    }

    public static async Task<Guid> OpenAccountAsync(
        this Client client,
        string type = "checking",
        decimal opening = 0,
        string? currency = null,
        decimal? overdraftLimit = null
    )
    {
        var account = new
        {
            name = $"My {type}",
            type,
            openingBalance = opening,
            currency,
            overdraftLimit,
        };
        return (await client.PostAsync("accounts", account)).Ok().GetProperty("accountId").GetGuid();
    }

    public static async Task<Guid> CategoryAsync(this Client client, string name, string kind = "expense") =>
        (await client.GetAsync("categories"))
            .Ok()
            .EnumerateArray()
            .First(c => c.GetProperty("name").GetString() == name && c.GetProperty("kind").GetString() == kind)
            .GetProperty("categoryId")
            .GetGuid();

    public static Task<Reply> ExpenseAsync(
        this Client client,
        Guid accountId,
        decimal amount,
        Guid? categoryId = null,
        string? date = null
    ) => client.EnterAsync("expense", accountId, amount, categoryId, date);

    public static Task<Reply> IncomeAsync(
        this Client client,
        Guid accountId,
        decimal amount,
        Guid? categoryId = null,
        string? date = null
    ) => client.EnterAsync("income", accountId, amount, categoryId, date);

    public static async Task<decimal> BalanceAsync(this Client client, Guid accountId) =>
        (await client.GetAsync($"accounts/{accountId}")).Ok().GetProperty("currentBalance").GetDecimal();

    public static async Task<JsonElement> DashboardAsync(this Client client, string query = "period=month") =>
        (await client.GetAsync($"analytics/dashboard?{query}")).Ok();

    public static Task<Reply> UploadAsync(this Client client, Guid accountId, byte[] file, params (string Name, string Value)[] headers) =>
        client.UploadAsync(accountId.ToString(), file, headers);

    public static Task<Reply> UploadAsync(this Client client, string accountId, byte[] file, params (string Name, string Value)[] headers)
    {
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(file), "file", "statement.csv" },
            { new StringContent(accountId), "accountId" },
        };
        return client.SendAsync(HttpMethod.Post, "imports", form, headers);
    }

    /// <summary>Uploads and waits until a worker has finished.</summary>
    public static async Task<JsonElement> ImportAsync(this Client client, Guid accountId, byte[] file, int seconds = 60, int pauseMs = 25)
    {
        var importId = (await client.UploadAsync(accountId, file)).Ok().GetProperty("importId").GetGuid();
        return await Wait.ForAsync(
            async () => (await client.GetAsync($"imports/{importId}")).Ok(),
            import => import.GetProperty("status").GetString() is "completed" or "failed",
            seconds,
            pauseMs
        );
    }

    private static Task<Reply> EnterAsync(this Client client, string type, Guid accountId, decimal amount, Guid? categoryId, string? date)
    {
        var transaction = new
        {
            accountId,
            amount,
            type,
            categoryId,
            date,
        };
        return client.PostAsync("transactions", transaction);
    }
}
