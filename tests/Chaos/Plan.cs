namespace Rupaya.Chaos;

/// <summary>What was asked for. Patience is how long recovery and quiet may take after a fault: <c>[--kills N] [--seed S] [--only R4|kills] [--transport rabbitmq|inprocess|both] [--patience SECONDS]</c>.</summary>
internal sealed record Plan(int Kills, int Seed, string? Only, bool RabbitMq, bool InProcess, TimeSpan Patience)
{
    /// <summary>Everything, one number of the catalogue, or the kills alone.</summary>
    public bool Wants(Fault fault) => Only is null || fault.Id == Only || (Only == "kills" && fault.Repeat);

    public static Plan Parse(string[] args)
    {
        var plan = new Plan(1, 20261121, null, true, true, TimeSpan.FromSeconds(60));
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new InvalidOperationException($"{args[i]} needs a value.");
            plan = args[i] switch
            {
                "--kills" => plan with { Kills = int.Parse(value) },
                "--seed" => plan with { Seed = int.Parse(value) },
                "--only" => plan with { Only = value },
                "--transport" => plan with { RabbitMq = value is not "inprocess", InProcess = value is not "rabbitmq" },
                "--patience" => plan with { Patience = TimeSpan.FromSeconds(int.Parse(value)) },
                _ => throw new InvalidOperationException(
                    $"{args[i]} is not known: --kills N, --seed S, --only NAME, --transport rabbitmq|inprocess|both, --patience SECONDS."
                ),
            };
        }
        return plan;
    }
}
