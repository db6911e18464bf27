using System.Text.Json;
using System.Text.Json.Nodes;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Examples;

/// <summary>A chapter while it is lived: its people, their mail, and the calls that it shows.</summary>
internal sealed class Story : IAsyncDisposable
{
    /// <summary>The name of an operation's only example.</summary>
    private const string Only = "example";

    private readonly ExampleHost _host;
    private readonly string _chapter;
    private readonly CallListener _listener;
    private readonly Steady _steady = new();
    private Call? _last;

    public Story(ExampleHost host, string chapter)
    {
        (_host, _chapter) = (host, chapter.ToLowerInvariant());
        _host.Clock.Now = ExampleHost.Start;
        _listener = new CallListener(host.Clock) { Heard = Hear };
        // People of one name live in every chapter.
        _steady.Replace($"+{_chapter}@", "@");
    }

    /// <summary>What was shown: by operation and name, bodies by content type.</summary>
    public JsonObject Examples { get; } = [];

    public TestDatabase Database => _host.Database;

    public BentProvider Provider => _host.Provider;

    public DateTimeOffset Now => _host.Clock.Now;

    /// <summary>Waits until everything that was written has had its effects.</summary>
    public Task CalmAsync() => Wait.UntilAsync(() => NullLog.IsAsync(Database), 60);

    /// <summary>Goes on to a later time.</summary>
    public void Later(TimeSpan by) => _host.Clock.Now += by;

    public Client Client(string deviceId = "phone") => new(_host.Host.Address, through: _listener) { DeviceId = deviceId };

    public string Address(string first) => $"{first.ToLowerInvariant()}+{_chapter}@rupaya.example";

    public Task<string> TokenAsync(string first, string subject, int n = 1) => _host.Mail.TokenAsync(Address(first), subject, n);

    /// <summary>The token with which somebody says that they did not sign up.</summary>
    public Task<string> DisownTokenAsync(string first) => _host.Mail.DisownTokenAsync(Address(first));

    /// <summary>Replaces a word that differs from run to run.</summary>
    public void Replace(string from, string to) => _steady.Replace(from, to);

    /// <summary>Ids from now on are the chapter's own.</summary>
    public void Begin() => _steady.Scope = _chapter;

    public object SignUpOf(string first, string last) =>
        new
        {
            email = Address(first),
            password = Support.Client.Password,
            deviceId = "phone",
            deviceName = $"{first}'s phone",
            name = $"{first} {last}",
            currency = "INR",
            timeZone = "Asia/Kolkata",
            consent = true,
        };

    public async Task<Client> SignUpAsync(string first, string last)
    {
        var client = Client();
        var reply = await client.PostAsync("auth/signup", SignUpOf(first, last));
        reply.Ok();
        return client.Take(reply);
    }

    /// <summary>Makes a call an example of its operation.</summary>
    /// <param name="call">A success.</param>
    /// <param name="name">Tells it from the operation's others.</param>
    /// <returns>Its answer.</returns>
    public async Task<JsonElement> ShowAsync(Task<Reply> call, string name = Only)
    {
        var answer = (await call).Ok();
        Keep(_last!, name);
        return answer;
    }

    /// <summary>Makes what one event of a stream said an example of its operation.</summary>
    public void Show(string operation, string type, JsonNode said)
    {
        Hear(new Call(operation, 200, null, new JsonObject { [type] = said }));
        Keep(_last!, Only);
    }

    /// <summary>Makes what a browser did, which was sent on, an example of its operation.</summary>
    public void Browsed(string operation, JsonNode? form = null)
    {
        Hear(new Call(operation, 303, form is null ? null : new JsonObject { ["application/x-www-form-urlencoded"] = form }, null));
        Keep(_last!, Only);
    }

    /// <summary>Ends when its last effects are done: the next chapter begins at the first moment again, before they would be due.</summary>
    public async ValueTask DisposeAsync()
    {
        await CalmAsync();
        _listener.Dispose();
    }

    // Everything that is heard is made steady, shown or not: an id is named by when it was first seen.
    private void Hear(Call call) =>
        _last = call with { Sent = (JsonObject?)_steady.Of(call.Sent), Answer = (JsonObject?)_steady.Of(call.Answer) };

    private void Keep(Call call, string name)
    {
        var status = call.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var kept = new JsonObject();
        if (call.Sent is not null)
        {
            kept["requestBody"] = call.Sent.DeepClone();
        }
        kept["responses"] = new JsonObject { [status] = Steady.Short(call.Answer) ?? new JsonObject() };
        if (Examples[call.Operation] is not JsonObject ofOperation)
        {
            Examples[call.Operation] = ofOperation = [];
        }
        ofOperation.Add(name, kept);
    }
}

/// <summary>Ids out of answers.</summary>
internal static class Ids
{
    public static async Task<Guid> IdAsync(this Task<JsonElement> answer, string member) => (await answer).GetProperty(member).GetGuid();

    public static async Task<Guid> IdAsync(this Task<Reply> answer, string member) => (await answer).Ok().GetProperty(member).GetGuid();
}
