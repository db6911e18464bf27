namespace Rupaya.Features.Admin;

/// <param name="Redriven">How many messages went back, in their order.</param>
internal sealed record RedriveResponse(int Redriven)
{
    public static async Task<Result<Reply<RedriveResponse>>> FromAsync(Task<Result<int>> redrive)
    {
        var result = await redrive;
        return result.IsSuccess ? Reply.Ok(new RedriveResponse(result.Value)) : result.Error!;
    }
}
