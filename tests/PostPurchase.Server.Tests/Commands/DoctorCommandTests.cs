using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_is_missing_is_said()
    {
        var run = await CommandRun.Of(_folder, "doctor");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAIL workflows: there is no such folder", run.Lines);
    }

    [Fact]
    public async Task A_sound_installation_is_told_which_records_its_sender_needs()
    {
        _folder.Write("workflows/readme.txt", "");
        _folder.Write("templates/a.html", "");

        var run = await CommandRun.With(_folder, new() { ["PostPurchase__Store__FromAddress"] = "shop@shop.example" }, "", "doctor");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line.StartsWith("_dmarc.shop.example. IN TXT", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
