namespace Rupaya.Chaos;

/// <summary>What was asked for: <c>[--kills N] [--seed S] [--only R4|kills] [--transport rabbitmq|inprocess|both]</c>.</summary>
internal sealed record Plan(int Kills, int Seed, string? Only, bool RabbitMq, bool InProcess)
{
    /// <summary>Everything, one number of the catalogue, or the kills alone.</summary>
    public bool Wants(Fault fault) => Only is null || fault.Id == Only || (Only == "kills" && fault.Repeat);

    public static Plan Parse(string[] args)
    {
        var plan = new Plan(1, 20261121, null, true, true);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new InvalidOperationException($"{args[i]} needs a value.");
            plan = args[i] switch
            {
                "--kills" => plan with { Kills = int.Parse(value) },
                "--seed" => plan with { Seed = int.Parse(value) },
                "--only" => plan with { Only = value },
                "--transport" => plan with { RabbitMq = value is not "inprocess", InProcess = value is not "rabbitmq" },
                _ => throw new InvalidOperationException(
                    $"{args[i]} is not known: --kills N, --seed S, --only NAME, --transport rabbitmq|inprocess|both."
                ),
            };
        }
        return plan;
    }
}
