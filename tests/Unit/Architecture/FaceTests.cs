using System.Reflection;
using System.Runtime.CompilerServices;
using Rupaya.Features;
using Rupaya.Host;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Workers;

namespace Rupaya.Unit.Architecture;

/// <summary>The infrastructure's face: what slices, workers and the host use of it is public and explained, the rest is internal and sealed.</summary>
public sealed class FaceTests
{
    private static readonly Assembly[] Users =
    [
        typeof(FeaturesAssembly).Assembly,
        typeof(WorkersRegistration).Assembly,
        typeof(RupayaHost).Assembly,
    ];

    private static readonly Face Infrastructure = new(typeof(RupayaDbContext).Assembly, Users, Code());

    [Fact]
    public void Nobody_but_tests_sees_the_insides() =>
        typeof(RupayaDbContext)
            .Assembly.GetCustomAttributes<InternalsVisibleToAttribute>()
            .Select(a => a.AssemblyName)
            .Order()
            .ShouldBe(["Rupaya.Chaos", "Rupaya.Integration", "Rupaya.Load", "Rupaya.Unit", "Rupaya.Upgrade"]);

    [Fact]
    public void What_is_public_is_used()
    {
        Infrastructure.PublicTypes.Count.ShouldBeGreaterThan(100);
        Infrastructure.UnusedTypes().ShouldBeEmpty();
        Infrastructure.UnusedMembers().ShouldBeEmpty();
    }

    [Fact]
    public void What_is_public_is_explained() => Infrastructure.Undocumented().ShouldBeEmpty();

    [Fact]
    public void What_nobody_derives_from_is_sealed() => Infrastructure.Unsealed().ShouldBeEmpty();

    [Fact]
    public void What_is_public_without_need_is_found()
    {
        var face = new Face(typeof(FaceTests).Assembly, Users, "");
        face.UnusedTypes().ShouldContain(typeof(PublicForNobody).FullName);
        face.UnusedMembers().ShouldContain($"{typeof(PublicForNobody).FullName}.{nameof(PublicForNobody.Unexplained)}");
        face.Undocumented().ShouldContain($"M:{typeof(PublicForNobody).FullName}.{nameof(PublicForNobody.Unexplained)}");
        face.Undocumented().ShouldNotContain($"M:{typeof(PublicForNobody).FullName}.{nameof(PublicForNobody.Explained)}");
        face.Unsealed().ShouldContain(typeof(PublicForNobody).FullName);
    }

    private static string Code() =>
        string.Concat(
            new[] { "Features", "Workers", "Host" }
                .SelectMany(project => Directory.GetFiles(ReferenceTests.Folder(project), "*.cs", SearchOption.AllDirectories))
                .Select(File.ReadAllText)
        );
}
