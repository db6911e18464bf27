namespace Rupaya.Chaos;

/// <summary>The harness's own PostgreSQL, Redis and RabbitMQ: found, stopped and started again through the project's script.</summary>
internal sealed class ServerProcesses(string root, string state)
{
    public int Pid(string name) => int.Parse(File.ReadAllText(Path.Combine(state, "run", $"{name}.pid")).Trim());

    public string Log(string name) => Path.Combine(state, "log", name);

    /// <summary>Notes a process for the script, which stops it when this harness itself was killed.</summary>
    public void Record(string name, int pid)
    {
        File.WriteAllText(Path.Combine(state, "run", $"{name}.pid"), $"{pid}\n");
        // The 22nd field, counted behind the name in brackets, which may hold spaces: when it started.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        File.WriteAllText(Path.Combine(state, "run", $"{name}.start"), stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]);
    }

    /// <summary>SIGKILL to the server and to everything it started.</summary>
    public void Kill(string name)
    {
        foreach (var pid in Signals.Family(Pid(name)))
        {
            Signals.Send(pid, Signals.Kill);
        }
    }

    public void Pause(string name) => Signal(name, Signals.Stop);

    public void Resume(string name) => Signal(name, Signals.Continue);

    /// <summary>Starts what does not run.</summary>
    public async Task StartAsync()
    {
        var (code, output) = await Programs.RunAsync(Path.Combine(root, "rupaya"), "services", "start");
        if (code != 0)
        {
            throw new InvalidOperationException($"The servers did not start: {output}");
        }
    }

    public Task<(int Code, string Output)> RabbitMqCtlAsync(params string[] arguments)
    {
        var port = Setting("RABBITMQ_PORT");
        string[] environment =
        [
            $"HOME={Path.Combine(state, "rabbitmq")}",
            $"RABBITMQ_NODENAME=rupaya-{port}@localhost",
            $"ERL_EPMD_PORT={Setting("RABBITMQ_EPMD_PORT")}",
            $"RABBITMQ_MNESIA_BASE={Path.Combine(state, "rabbitmq", "data")}",
            $"RABBITMQ_CONF_ENV_FILE={Path.Combine(state, "rabbitmq", "none")}",
        ];
        return Programs.RunAsync("env", [.. environment, "/usr/lib/rabbitmq/bin/rabbitmqctl", .. arguments]);
    }

    private string Setting(string name) =>
        File.ReadLines(Path.Combine(state, "ports.env")).First(l => l.StartsWith($"{name}=", StringComparison.Ordinal)).Split('=')[1];

    private void Signal(string name, int signal)
    {
        foreach (var pid in Signals.Family(Pid(name)))
        {
            Signals.Send(pid, signal);
        }
    }
}
