using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Access;
using PostPurchase.Server.Api;
using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;
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
    /// <param name="ports">Where it listens.</param>
    /// <param name="judgedAfter">How long touches are gathered before they are judged together; 3 seconds by default.</param>
    /// <param name="fetch">Gets pages of Amazon's for <see cref="ProviderHooks"/>; from the network by default.</param>
    public static WebApplication Build(Shell shell, RunnerService runner, ListenPorts ports, TimeSpan? judgedAfter = null, Func<Uri, CancellationToken, Task<byte[]>>? fetch = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "postpurchase" });
        builder.Logging.ClearProviders();
        // Standard output belongs to the command; what it says there can be piped.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseUrls([.. ports.Urls]);
        // Says only that a request began and ended, which nobody reads; while it may speak, each request gets an activity.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.WebHost.ConfigureKestrel(Limit);
        builder.WebHost.UseSockets(sockets =>
        {
            Hasten(sockets);
            ports.GiveTo(sockets);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_longestDrain);
        builder.Services.ConfigureHttpJsonOptions(options => Strictly(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi("v1");
        builder.Services.AddResponseCompression();
        builder.Services.AddSingleton(shell.Clock);
        builder.Services.AddSingleton(runner);
        builder.Services.AddSingleton(_ => new SettingsDesk(shell, runner));
        builder.Services.AddSingleton(new Gatekeeper(runner.Database, runner.Settings.Security, shell.Clock));
        builder.Services.AddSingleton(_ => new SignIn(runner.Database, shell.Clock));
        builder.Services.AddSingleton<SetupToken>();
        builder.Services.AddSingleton<RefusedHooks>();
        builder.Services.AddSingleton(_ => new RefusedWrites(shell.Clock));
        builder.Services.AddSingleton<SecretUses>();
        builder.Services.AddSingleton(new IntakeDoor(runner, shell.Clock));
        builder.Services.AddSingleton(new AmazonPages());
        builder.Services.AddSingleton(services => new ProviderHooks(fetch ?? services.GetRequiredService<AmazonPages>().GetAsync));
        builder.Services.AddSingleton<JourneyFolder>();
        builder.Services.AddSingleton<TemplateFolder>();
        builder.Services.AddSingleton<Api.Offers.OfferFolder>();
        builder.Services.AddSingleton<ImageFolder>();
        builder.Services.AddSingleton<Simulations>();
        builder.Services.AddSingleton<Api.Welcome.OrderJobs>();
        builder.Services.AddSingleton<ServerRestart>();
        builder.Services.AddSingleton(new MailLinks(runner));
        builder.Services.AddSingleton(new Preferences(runner.Database));
        builder.Services.AddSingleton(Networks(runner, shell.Clock));
        builder.Services.AddSingleton(services => new TouchRecorder(runner, services.GetRequiredService<NetworkLists>(), shell.Clock, judgedAfter ?? s_judgedAfter, (services.GetRequiredService<ILogger<TouchRecorder>>(), services.GetRequiredService<RefusedWrites>())));
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
        json.TypeInfoResolverChain.Insert(0, Api.Brands.BrandJson.Default);
        json.TypeInfoResolverChain.Insert(0, Api.Welcome.WelcomeJson.Default);
        json.NumberHandling = JsonNumberHandling.Strict;
        json.TypeInfoResolverChain.Insert(0, EarningsJson.Default);
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    }

    /// <summary>Handlers do not block, so they run where the bytes of a request are read. A connection that rests keeps a buffer of 4 KiB, which saves two system calls a request.</summary>
    public static void Hasten(SocketTransportOptions sockets)
    {
        sockets.UnsafePreferInlineScheduling = true;
        sockets.WaitForDataBeforeAllocatingBuffer = false;
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = EventsEndpoint.MostBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    private static NetworkLists Networks(RunnerService runner, TimeProvider clock)
    {
        var lists = new NetworkLists(runner.Settings.NetworkFiles);
        lists.Refresh(clock.Now());
        return lists;
    }
}
