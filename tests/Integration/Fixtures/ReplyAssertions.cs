namespace Rupaya.Integration.Fixtures;

/// <summary>What is expected of an answer.</summary>
internal static class ReplyAssertions
{
    public static void ShouldFail(this Reply reply, int status, string code)
    {
        ((int)reply.Status).ShouldBe(status, reply.Text);
        reply.Code.ShouldBe(code, reply.Text);
        reply.Body.GetProperty("requestId").GetString().ShouldNotBeNullOrEmpty();
    }
}
