using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PostPurchase.Engine.Bounces;
using PostPurchase.Server.Access;
using PostPurchase.Server.Api;
using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Security;
using PostPurchase.Server.Tracking;
using PostPurchase.Server.Webhooks;

namespace PostPurchase.Server.Hosting;

/// <summary>The web side: builds the application around a runner, with every address of it.</summary>
internal static class ServerApp
{
    private static readonly TimeSpan s_longestDrain = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan s_judgedAfter = TimeSpan.FromSeconds(3);

    /// <param name="shell">For the clock.</param>
    /// <param name="runner">What it shows and feeds.</param>
    /// <param name="urls">Where it listens.</param>
    /// <param name="judgedAfter">How long touches are gathered before they are judged together; 3 seconds by default.</param>
    /// <param name="fetch">Gets pages of Amazon's for <see cref="ProviderHooks"/>; from the network by default.</param>
    public static WebApplication Build(Shell shell, RunnerService runner, IReadOnlyList<string> urls, TimeSpan? judgedAfter = null, Func<Uri, CancellationToken, Task<byte[]>>? fetch = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "postpurchase" });
        builder.Logging.ClearProviders();
        // Standard output belongs to the command; what it says there can be piped.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseUrls([.. urls]);
        builder.WebHost.ConfigureKestrel(Limit);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_longestDrain);
        builder.Services.ConfigureHttpJsonOptions(options => Strictly(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi("v1");
        builder.Services.AddResponseCompression();
        builder.Services.AddSingleton(shell.Clock);
        builder.Services.AddSingleton(runner);
        builder.Services.AddSingleton(runner.Settings);
        builder.Services.AddSingleton(new Gatekeeper(runner.Database, runner.Settings.Security, shell.Clock));
        builder.Services.AddSingleton(_ => new SignIn(runner.Database, shell.Clock));
        builder.Services.AddSingleton<SetupToken>();
        builder.Services.AddSingleton<RefusedHooks>();
        builder.Services.AddSingleton(new IntakeDoor(runner, shell.Clock));
        builder.Services.AddSingleton(new AmazonPages());
        builder.Services.AddSingleton(services => new ProviderHooks(fetch ?? services.GetRequiredService<AmazonPages>().GetAsync));
        builder.Services.AddSingleton<JourneyFolder>();
        builder.Services.AddSingleton<TemplateFolder>();
        builder.Services.AddSingleton<ImageFolder>();
        builder.Services.AddSingleton<Simulations>();
        builder.Services.AddSingleton(new MailLinks(runner));
        builder.Services.AddSingleton(new Preferences(runner.Database));
        builder.Services.AddSingleton(services => new TouchRecorder(runner, shell.Clock, judgedAfter ?? s_judgedAfter, services.GetRequiredService<ILogger<TouchRecorder>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<TouchRecorder>());
        builder.Services.AddHostedService<FolderWatch>();
        builder.Services.AddHostedService<BounceWatch>();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseErrorAnswers();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealth();
        app.MapHooks();
        app.MapPostbacks();
        app.MapApi();
        app.MapAccess();
        app.MapTracking();
        app.MapImages();
        app.MapWebApp();
        return app;
    }

    // As the contexts have it: where the framework reads a body or describes one, its own options count.
    private static void Strictly(JsonSerializerOptions json)
    {
        json.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        json.TypeInfoResolverChain.Insert(0, AccessJson.Default);
        json.TypeInfoResolverChain.Insert(0, ReportJson.Default);
        json.TypeInfoResolverChain.Insert(0, ReadJson.Default);
        json.TypeInfoResolverChain.Insert(0, JourneyJson.Default);
        json.TypeInfoResolverChain.Insert(0, Api.Offers.OfferJson.Default);
        json.TypeInfoResolverChain.Insert(0, TemplateJson.Default);
        json.NumberHandling = JsonNumberHandling.Strict;
        json.TypeInfoResolverChain.Insert(0, EarningsJson.Default);
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = EventsEndpoint.MostBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }
}
