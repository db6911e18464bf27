using System.Text.Json;
using System.Xml.Linq;

namespace Rupaya.Unit.Architecture;

/// <summary>S28: packages without known holes of weight, a bill of materials, a runtime that is not the one with the smuggling hole.</summary>
public sealed class SupplyChainTests
{
    [Fact]
    public void S28_The_runtime_is_a_released_one_with_the_fix_of_CVE_2025_55315()
    {
        // 10.0.0-rc.1 and older have it; a release has no pre-release label.
        var runtime = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;
        runtime.ShouldStartWith(".NET 10.");
        runtime.ShouldNotContain("-");
        Environment.Version.ShouldBeGreaterThanOrEqualTo(new Version(10, 0, 0));
    }

    [Fact]
    public void S28_A_restore_audits_all_packages_and_a_finding_fails_it()
    {
        var build = XDocument.Load(Repository.PathOf("Directory.Build.props"));
        build.Descendants("NuGetAuditMode").Single().Value.ShouldBe("all");
        build.Descendants("TreatWarningsAsErrors").Single().Value.ShouldBe("true");
        build.Descendants("NoWarn").Select(n => n.Value).ShouldAllBe(v => !v.Contains("NU190", StringComparison.Ordinal));
    }

    [Fact]
    public async Task S28_No_package_has_a_known_vulnerability_of_weight()
    {
        var (code, output) = await Programs.RunAsync(
            "dotnet",
            "list",
            Repository.PathOf("src", "Host"),
            "package",
            "--vulnerable",
            "--include-transitive",
            "--format",
            "json"
        );
        code.ShouldBe(0, output);
        var report = JsonElement.Parse(output[output.IndexOf('{')..]);
        report.GetProperty("projects").GetArrayLength().ShouldBeGreaterThan(0);
        output.ShouldNotContain("\"severity\": \"High\"", Case.Insensitive);
        output.ShouldNotContain("\"severity\": \"Critical\"", Case.Insensitive);
    }

    [Fact]
    public async Task S28_The_bill_of_materials_names_every_package_of_the_lock_files()
    {
        var file = Path.Combine(Path.GetTempPath(), $"sbom-{Guid.CreateVersion7():N}.json");
        var (code, output) = await Programs.RunAsync(Repository.PathOf("rupaya"), "sbom", file);
        code.ShouldBe(0, output);
        var bill = JsonElement.Parse(await File.ReadAllTextAsync(file));
        File.Delete(file);
        bill.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
        var named = bill.GetProperty("components")
            .EnumerateArray()
            .Select(c => c.GetProperty("purl").GetString())
            .ToHashSet(StringComparer.Ordinal);
        var locked = Directory
            .GetFiles(Repository.PathOf("src"), "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(f => JsonElement.Parse(File.ReadAllText(f)).GetProperty("dependencies").EnumerateObject())
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(p => p.Value.TryGetProperty("resolved", out _))
            .Select(p => $"pkg:nuget/{p.Name}@{p.Value.GetProperty("resolved").GetString()}")
            .ToHashSet(StringComparer.Ordinal);
        locked.Count.ShouldBeGreaterThan(20);
        locked.ShouldBeSubsetOf(named);
    }
}
