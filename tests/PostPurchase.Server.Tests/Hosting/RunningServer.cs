using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using PostPurchase.Core.Sending;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;
using PostPurchase.Testing;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>A real server on a free loopback port, with a folder of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;

    private RunningServer(TemporaryFolder folder, RunnerService runner, WebApplication app)
    {
        (_folder, Runner, _app) = (folder, runner, app);
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()), Timeout = Patience.Limit };
    }

    public HttpClient Client { get; }

    public RunnerService Runner { get; }

    public IServiceProvider Services => _app.Services;

    public TemporaryFolder Folder => _folder;

    public static Task<RunningServer> StartAsync(params (string Name, string Value)[] settings) => StartAsync(_ => { }, settings);

    /// <summary>Starts after the folder was filled.</summary>
    public static async Task<RunningServer> StartAsync(Action<TemporaryFolder> fill, params (string Name, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        fill(folder);
        var shell = new Shell
        {
            In = Stream.Null,
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            Folder = folder.Path,
            Environment = settings.ToDictionary(setting => "PostPurchase__" + setting.Name.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value),
        };
        var folders = new RunnerFolders(new DataFolder(Path.Combine(folder.Path, "data")), Path.Combine(folder.Path, "workflows"), Path.Combine(folder.Path, "templates"));
        var runner = await RunnerService.OpenAsync(SettingsReader.Read(shell, folders.Data), folders, shell.Clock, liven: null, CancellationToken.None);
        using var ports = new ListenPorts(["http://127.0.0.1:0"]);
        var app = ServerApp.Build(shell, runner, ports, judgedAfter: TimeSpan.Zero);
        // Recurring jobs run at full hours and quarters and soon after a start: what one does then would come into the test that runs just then.
        runner.Start(app.Logger, runsJobs: false);
        await app.StartAsync();
        return new(folder, runner, app);
    }

    /// <summary>How many sends of the ledger are in a state.</summary>
    public long CountOf(SendState state) => Runner.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from send where state = @state", new { state = (int)state }));

    public async Task UseKeyAsync(string scope)
    {
        var run = await CommandRun.Of(_folder, "key", "add", scope, "--scope", scope);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", run.Out.Trim());
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json) => Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Runner.DisposeAsync();
        _folder.Dispose();
    }
}
