// Two cores and real servers: a few classes at a time, so that waits stay short.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer(typeof(Rupaya.Integration.Fixtures.LongestFirst))]
[assembly: AssemblyFixture(typeof(Rupaya.Integration.Fixtures.ServerContainers))]
