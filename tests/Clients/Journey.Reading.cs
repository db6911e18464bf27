using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Rupaya.Client;

namespace Rupaya.Clients;

public sealed partial class Journey
{
    private async Task ListAsync(RupayaApi api, Guid account)
    {
        for (var half = 0; half < 2; half++)
        {
            var operations = Enumerable.Range(0, 500).Select(_ => new BatchOperation { Op = "create", Body = Batched(account) });
            var outcomes = await api.BatchTransactionsAsync(new BatchTransactionsRequest { Operations = [.. operations] }, atomic: true);
            outcomes.ShouldAllBe(o => o.Status == 201);
        }
        var before = counter.Calls;
        var seen = await Transactions(api).Select(t => t.TransactionId).ToHashSetAsync();
        seen.Count.ShouldBe(1004);
        (counter.Calls - before).ShouldBe(11);
    }

    private static BatchBody Batched(Guid account) =>
        new()
        {
            AccountId = account,
            Amount = 1m,
            Type = "expense",
        };

    private static IAsyncEnumerable<TransactionView> Transactions(RupayaApi api) =>
        RupayaApi.AllAsync((cursor, stop) => api.ListTransactionsAsync(limit: 100, cursor: cursor, cancellationToken: stop));

    private static async Task SyncAsync(RupayaApi api)
    {
        var copy = new Replica(api);
        await copy.PullAsync(limit: 200);
        var accounts = await api.ListAccountsAsync();
        copy.Accounts.Values.Select(Text).ShouldBe(accounts.Select(Text), ignoreOrder: true);
        var count = 0;
        await foreach (var shown in Transactions(api))
        {
            count++;
            var expected = JsonSerializer.SerializeToNode(shown)!.AsObject();
            expected.Remove("accountName");
            expected.Remove("categoryName");
            JsonNode
                .DeepEquals(JsonSerializer.SerializeToNode(copy.Transactions[shown.TransactionId]), expected)
                .ShouldBeTrue(expected.ToJsonString());
        }
        copy.Transactions.Count.ShouldBe(count);
        var first = copy.Transactions.Keys.First();
        await api.DeleteTransactionAsync(first);
        await copy.PullAsync();
        copy.Transactions.ShouldNotContainKey(first);
        copy.Transactions.Count.ShouldBe(count - 1);
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);

    /// <summary>By the stream, and by a webhook whose signature is proved.</summary>
    private static async Task BeToldAsync(RupayaApi api, Guid account)
    {
        var arrived = new TaskCompletionSource<(IHeaderDictionary Headers, byte[] Body)>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        await using var receiver = await Receiver.StartAsync(arrived);
        var address = receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var webhook = await api.CreateWebhookAsync(new CreateWebhookRequest { Url = $"{address}/hook", Events = ["transaction.created"] });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var hints = api.ChangesAsync(cancellationToken: patience.Token).GetAsyncEnumerator();
        var hint = hints.MoveNextAsync().AsTask();
        await Task.Delay(500);
        await api.CreateTransactionAsync(Expense(account, 7m));
        (await hint).ShouldBeTrue();
        hints.Current.Kinds.ShouldContain("transactions");
        var (headers, body) = await arrived.Task.WaitAsync(patience.Token);
        bool Proved(string secret) =>
            Webhooks.Verify(secret, headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, body);
        Proved(webhook.Secret).ShouldBeTrue();
        Proved(webhook.Secret[..^4]).ShouldBeFalse();
    }
}
