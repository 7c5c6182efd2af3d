using Microsoft.AspNetCore.Http.HttpResults;
using PostPurchase.Server.Api;

namespace PostPurchase.Server.Webhooks;

/// <summary>
/// A request's body, read whole into memory that is counted: many large bodies at once are put off instead of filling the machine. Memory
/// is taken as bytes come, so that a sender who only announces much holds little. Dispose when the body is no longer needed.
/// </summary>
internal sealed class HeldBody : IDisposable
{
    private const int FirstSize = 8 * 1024;
    private const int RetrySeconds = 5;

    private readonly ByteRoom _room;
    private byte[] _bytes = [];
    private int _length;
    private bool _disposed;

    private HeldBody(ByteRoom room) => _room = room;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>The answer where it was not read: too long, or no room now. Null where it was.</summary>
    public IResult? Refusal { get; private set; }

    /// <summary>Reads it, unless it is too long: that is told by its declared length, or at the first byte too many.</summary>
    public static async Task<HeldBody> ReadAsync(HttpContext context, int most, ByteRoom room)
    {
        var body = new HeldBody(room);
        try
        {
            body.Refusal = await body.FillAsync(context, most);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _room.Give(_bytes.Length);
    }

    private async Task<IResult?> FillAsync(HttpContext context, int most)
    {
        var declared = context.Request.ContentLength;
        if (declared > most) return TooLong(most);
        // A declared length is kept by the server: one more byte of room is not needed to see the end.
        var limit = (int)(declared ?? most + 1);
        if (!TryGrow(Math.Min(limit, FirstSize))) return Full(context);
        while (true)
        {
            if (_length == _bytes.Length && (_length == limit || !TryGrow(Math.Min(limit, _bytes.Length * 2)))) return _length == declared ? null : _length > most ? TooLong(most) : Full(context);
            var read = await context.Request.Body.ReadAsync(_bytes.AsMemory(_length), context.RequestAborted);
            if (read == 0) return null;
            _length += read;
        }
    }

    private bool TryGrow(int size)
    {
        if (!_room.TryTake(size - _bytes.Length)) return false;
        Array.Resize(ref _bytes, size);
        return true;
    }

    private static JsonHttpResult<ErrorAnswer> TooLong(int most) => Answer.Error(StatusCodes.Status413PayloadTooLarge, $"the body is longer than {most} bytes");

    private static JsonHttpResult<ErrorAnswer> Full(HttpContext context) => Answer.Later(context, StatusCodes.Status429TooManyRequests, "too much waits to be stored", RetrySeconds);
}
