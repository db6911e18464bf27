namespace Rupaya.Unit.Architecture;

/// <summary>The floor below the coverage, which <c>./rupaya test --coverage</c> holds.</summary>
public sealed class CoverageTests
{
    [Theory]
    [InlineData("0.85", "0.8501", 0)]
    [InlineData("0.84999", "0.95", 1)]
    [InlineData("0.95", "0.84999", 1)]
    public async Task Domain_and_Features_have_a_floor(string domain, string features, int expected)
    {
        var (code, output) = await JudgeAsync(Package("Rupaya.Domain", domain), Package("Rupaya.Features", features));
        code.ShouldBe(expected, output);
        output.ShouldContain(expected == 0 ? "  Features 85.0 %\n" : " 84.9 %, too few: 85 % are demanded\n");
    }

    [Fact]
    public async Task What_was_not_collected_is_no_success()
    {
        var (code, output) = await JudgeAsync(Package("Rupaya.Features", "1"), Package("Rupaya.Workers", "0.5"));
        code.ShouldBe(1);
        output.ShouldContain("  Domain none %, too few");
        output.ShouldContain("  Workers 50.0 %\n");
    }

    private static string Package(string name, string rate) => $"<package name=\"{name}\" line-rate=\"{rate}\" branch-rate=\"0.1\">";

    private static async Task<(int Code, string Output)> JudgeAsync(params string[] packages)
    {
        var file = Path.Combine(Path.GetTempPath(), $"coverage-{Guid.CreateVersion7():N}.xml");
        await File.WriteAllLinesAsync(file, packages);
        try
        {
            return await ShellScript.RunAsync("coverage", [], "judge_coverage", file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
