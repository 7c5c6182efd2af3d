namespace PostPurchase.Server.Webhooks;

/// <summary>Reads a body whole, unless it is too long: that is told by its declared length, or at the first byte too many.</summary>
internal static class RequestBody
{
    private const int FirstSize = 8 * 1024;

    /// <summary>The bytes, or null where there are more than <paramref name="most"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most)
    {
        if (request.ContentLength > most) return null;
        var bytes = new byte[request.ContentLength ?? FirstSize];
        var length = 0;
        while (true)
        {
            if (length == bytes.Length)
            {
                // A declared length is kept by the server, so the end comes with an empty read.
                if (request.ContentLength is not null) return bytes;
                Array.Resize(ref bytes, Math.Min(bytes.Length * 2, most + 1));
            }
            var read = await request.Body.ReadAsync(bytes.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0) return bytes.AsMemory(0, length);
            length += read;
            if (length > most) return null;
        }
    }
}
