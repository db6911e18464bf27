using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>The tests of reference catalogue S run from outside, against everything in one process …</summary>
[CollectionDefinition(Name)]
public sealed class Embedded : ICollectionFixture<EmbeddedDeployment>
{
    internal const string Name = "embedded deployment";
}

/// <summary>… and against two API processes and a worker with RabbitMQ and Redis.</summary>
[CollectionDefinition(Name)]
public sealed class Full : ICollectionFixture<FullDeployment>
{
    internal const string Name = "full deployment";
}
