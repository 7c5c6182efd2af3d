using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Templates;

internal static class ImageEndpoints
{
    public const int MostBytes = 4 * 1024 * 1024;
    private const int LongestSide = 6000;
    private const int MostListed = 200;

    public static async Task<IResult> AddAsync(HttpContext context, RunnerService runner, ImageFolder images, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var piece = new byte[64 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(piece, cancellationToken)) > 0;)
        {
            body.Write(piece, 0, read);
            if (body.Length > MostBytes) return Answer.Error(413, $"the picture is larger than {MostBytes / 1024 / 1024} MB: make it smaller, readers on the road load it");
        }

        if (ImageHeader.Read(body.ToArray()) is not { } header) return Answer.Error(415, "expected a PNG, JPEG, GIF or WebP picture");
        if (header.Width is < 1 or > LongestSide || header.Height is < 1 or > LongestSide) return Answer.Error(415, $"the picture has {header.Width} x {header.Height} pixels: expected 1 to {LongestSide} a side");
        var hash = await images.AddAsync(body.ToArray(), cancellationToken);
        await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "image.added", hash, null, $"{header.Type} {header.Width}x{header.Height}", clock.Now()), cancellationToken);
        return TypedResults.Json(Row(hash, header), TemplateJson.Default.ImageRow, statusCode: 201);
    }

    public static IResult List(ImageFolder images) => TypedResults.Json(
        new Items<ImageRow>([.. images.Hashes().Take(MostListed).Select(hash => (Hash: hash, Found: images.Find(hash))).Where(one => one.Found is not null).Select(one => Row(one.Hash, one.Found!.Value.Header))], null),
        TemplateJson.Default.ItemsImageRow);

    public static IResult Show(string hash, HttpContext context, ImageFolder images)
    {
        if (images.Find(hash) is not ({ } path, { } header)) return Results.NotFound();
        // The name is the content: it can never change.
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.File(path, header.Type);
    }

    private static ImageRow Row(string hash, ImageHeader header) => new(hash, $"/a/{hash}", $"/a/{hash}", header.Type, header.Width, header.Height);
}

/// <param name="Hash">SHA-256 of the content.</param>
/// <param name="Url">As mails and brands name it: the address of the store is put before it in each mail that leaves.</param>
/// <param name="Path">On this server.</param>
/// <param name="Type">Media type.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record ImageRow(string Hash, string Url, string Path, string Type, int Width, int Height);
