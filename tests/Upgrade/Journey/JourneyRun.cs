using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Rupaya.Upgrade.Journey;

/// <summary>Goes through the table of operations on one process and notes what went wrong.</summary>
/// <param name="api">The process's address.</param>
/// <param name="known">What is known by name.</param>
/// <param name="command">Runs a command of the executable.</param>
internal sealed class JourneyRun(Uri api, Known known, Func<string[], Task<int>> command) : IDisposable
{
    private const string Statement = "date,amount,category,merchant\n2026-10-01,-12.50,Dining,Shop\n2026-10-02,-100,Dining,Market\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new HttpClientHandler { UseCookies = false })
    {
        BaseAddress = api,
        Timeout = TimeSpan.FromSeconds(60),
    };
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>Operations that were done and answered as they should.</summary>
    public HashSet<string> Done { get; } = new(StringComparer.Ordinal);

    public List<string> Problems { get; } = [];

    /// <summary>The operations of the API's document, each with method and path.</summary>
    public async Task<IReadOnlySet<string>> OperationsAsync()
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        return document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}"))
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>All steps that the process has an operation for.</summary>
    public async Task RunAsync(IReadOnlyList<JourneyStep> steps, IReadOnlySet<string> operations)
    {
        foreach (var step in steps.Where(s => s.Who == JourneyStep.Command || operations.Contains(s.Operation)))
        {
            try
            {
                await (step.Who == JourneyStep.Command ? CommandAsync(step) : StepAsync(step));
            }
            catch (Exception e)
                when (e is HttpRequestException or TaskCanceledException or TimeoutException or KeyNotFoundException or JsonException)
            {
                Problems.Add($"{step.Operation}: {e.Message}");
            }
        }
    }

    /// <summary>An answer of somebody who is signed in.</summary>
    public async Task<JsonElement> GetAsync(string who, string path)
    {
        var (ok, text) = await SendAsync(who, HttpMethod.Get, path, null);
        return ok ? JsonElement.Parse(text) : throw new HttpRequestException($"{path}: {text}");
    }

    /// <summary>A write of somebody who is signed in.</summary>
    public async Task<JsonElement> PostAsync(string who, string path, string body)
    {
        var (ok, text) = await SendAsync(who, HttpMethod.Post, path, Json(body));
        return ok ? JsonElement.Parse(text) : throw new HttpRequestException($"{path}: {text}");
    }

    /// <summary>Another process's view of the same people.</summary>
    public JourneyRun At(Uri address)
    {
        var other = new JourneyRun(address, known, command);
        foreach (var (who, token) in _tokens)
        {
            other._tokens[who] = token;
        }
        return other;
    }

    public void Dispose() => _http.Dispose();

    private async Task CommandAsync(JourneyStep step)
    {
        var code = await command((await known.FillAsync(step.Path)).Split(' '));
        if (code != 0)
        {
            Problems.Add($"{step.Path} ended with {code}");
        }
    }

    private async Task StepAsync(JourneyStep step)
    {
        var path = $"/api/v1{known.FillPath(step.Path == "/" ? "" : step.Path)}{step.Query}";
        for (var begun = TimeProvider.System.GetTimestamp(); ; await Task.Delay(200))
        {
            var (ok, text) = await SendAsync(step.Who, new HttpMethod(step.Method), path, await ContentAsync(step.Body));
            if (step.Refusal is not null && !ok && text.Contains(step.Refusal, StringComparison.Ordinal))
            {
                Done.Add(step.Operation);
                return;
            }
            if (!ok || step.Refusal is not null)
            {
                Problems.Add($"{step.Operation}: {text}");
                return;
            }
            var answer = text.StartsWith('{') || text.StartsWith('[') ? JsonElement.Parse(text) : default;
            if (step.Until is null || Answers.Find(answer, step.Until) is not null)
            {
                Keep(step, answer);
                Done.Add(step.Operation);
                return;
            }
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException($"no {step.Until} within {Patience.TotalSeconds} s, but {text}");
            }
        }
    }

    private void Keep(JourneyStep step, JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("accessToken", out var token))
        {
            _tokens[step.Who] = token.GetString()!;
        }
        foreach (var (name, where) in step.Keeps)
        {
            known.Keep(name, Answers.Find(answer, where)?.ToString() ?? throw new KeyNotFoundException($"the answer has no {where}"));
        }
    }

    private async Task<(bool Ok, string Text)> SendAsync(string who, HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (_tokens.TryGetValue(who, out var token))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        if (path.StartsWith("/api/v1/auth/web/", StringComparison.Ordinal))
        {
            AsBrowser(request, who);
        }
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            _cookies[who] = cookies.First().Split(';')[0];
        }
        // A stream of events has no end to wait for.
        var endless = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var text = endless ? "" : await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? (true, text) : (false, $"{(int)response.StatusCode} {text}");
    }

    private void AsBrowser(HttpRequestMessage request, string who)
    {
        request.Headers.Add("Origin", api.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("X-Rupaya-Web", "1");
        request.Headers.Add("Cookie", _cookies.GetValueOrDefault(who, ""));
    }

    private async Task<HttpContent?> ContentAsync(string body) =>
        body.Length == 0 ? null
        : body == "@file"
            ? new MultipartFormDataContent
            {
                { new ByteArrayContent(Encoding.UTF8.GetBytes(Statement)), "file", "statement.csv" },
                { new StringContent(known.Find("accountId")!), "accountId" },
            }
        : Json(await known.FillAsync(body));

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
