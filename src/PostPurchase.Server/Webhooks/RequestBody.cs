namespace PostPurchase.Server.Webhooks;

/// <summary>Reads a body whole where few are read at a time, by people who are signed in.</summary>
internal static class RequestBody
{
    /// <summary>The bytes, or null where there are more than <paramref name="most"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most)
    {
        using var body = await HeldBody.ReadAsync(request.HttpContext, most, new ByteRoom(most + 1));
        return body.Refusal is null ? body.Bytes : null;
    }
}
