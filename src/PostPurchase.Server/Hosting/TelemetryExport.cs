using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PostPurchase.Engine;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Hosting;

/// <summary>Sends spans and measures to a collector by OTLP, where <c>Telemetry:OtlpEndpoint</c> or <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; else nothing is listened to.</summary>
internal sealed class TelemetryExport : IDisposable
{
    private const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const int HttpPort = 4318;

    private readonly TracerProvider _spans;
    private readonly MeterProvider _measures;
    private readonly IDisposable _queues;

    private TelemetryExport(RunnerService runner, TimeProvider clock, Uri endpoint, bool isHttp)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("postpurchase", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString());
        // Always: the web server's own span, to which nobody listens, would else decide that nothing below it is kept.
        _spans = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).SetSampler(new AlwaysOnSampler()).AddSource(Telemetry.Name).AddOtlpExporter(options => Aim(options, endpoint, isHttp, "v1/traces")).Build();
        _measures = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddOtlpExporter(options => Aim(options, endpoint, isHttp, "v1/metrics")).Build();
        _queues = Telemetry.Watch(() => Overdue.Count(runner.Database, clock.Now()));
    }

    /// <summary>Begins where an address is given; null where none is.</summary>
    public static TelemetryExport? Start(Shell shell, RunnerService runner)
    {
        var endpoint = runner.Settings.OtlpEndpoint ?? (shell.Environment.TryGetValue(Variable, out var text) && Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null);
        if (endpoint is null) return null;
        var isHttp = shell.Environment.TryGetValue("OTEL_EXPORTER_OTLP_PROTOCOL", out var protocol) ? protocol.StartsWith("http", StringComparison.OrdinalIgnoreCase) : endpoint.Port == HttpPort;
        return new TelemetryExport(runner, shell.Clock, endpoint, isHttp);
    }

    /// <summary>Sends what waits, for at most 5 seconds.</summary>
    public bool Flush() => _spans.ForceFlush(5_000) & _measures.ForceFlush(5_000);

    public void Dispose()
    {
        _queues.Dispose();
        _spans.Dispose();
        _measures.Dispose();
    }

    private static void Aim(OtlpExporterOptions options, Uri endpoint, bool isHttp, string path)
    {
        options.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = isHttp ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path) : endpoint;
    }
}
