using Xunit;

namespace PostPurchase.Testing;

/// <summary>Where the shared conformance data lies; a test that reads it is a <see cref="ConformanceFactAttribute"/>.</summary>
public static class Conformance
{
    /// <summary>The folder that <c>POSTPURCHASE_CONFORMANCE_DIR</c> names, or null where it is not set.</summary>
    public static string? Folder { get; } =
        Environment.GetEnvironmentVariable("POSTPURCHASE_CONFORMANCE_DIR") is { Length: > 0 } dir ? Path.GetFullPath(dir) : null;

    /// <summary>Why a test cannot read the data; null where it can.</summary>
    public static string? Missing { get; } = Folder is null ? "conformance: POSTPURCHASE_CONFORMANCE_DIR is not set" : null;

    /// <summary>The full path of a file of the conformance data. Throws where the folder is not set.</summary>
    public static string PathTo(params string[] parts) =>
        Path.Combine([Folder ?? throw new InvalidOperationException("POSTPURCHASE_CONFORMANCE_DIR is not set"), .. parts]);
}

/// <summary>A fact over the shared conformance data; skipped where <c>POSTPURCHASE_CONFORMANCE_DIR</c> is not set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceFactAttribute : FactAttribute
{
    /// <summary>Skips the test where there is no conformance data.</summary>
    public ConformanceFactAttribute() => Skip = Conformance.Missing;
}

/// <summary>A theory over the shared conformance data; skipped where <c>POSTPURCHASE_CONFORMANCE_DIR</c> is not set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the tests where there is no conformance data.</summary>
    public ConformanceTheoryAttribute() => Skip = Conformance.Missing;
}

/// <summary>A fact that needs a program of the machine (Debian package in brackets); skipped where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsProgramFactAttribute : FactAttribute
{
    /// <summary>Skips the test where <paramref name="program"/> is not an executable file at that path.</summary>
    public NeedsProgramFactAttribute(string program)
    {
        Program = program;
        if (!File.Exists(program)) Skip = $"needs {program}";
    }

    /// <summary>Full path of the program.</summary>
    public string Program { get; }
}

/// <summary>A theory that needs a program of the machine; skipped where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsProgramTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the tests where <paramref name="program"/> is not an executable file at that path.</summary>
    public NeedsProgramTheoryAttribute(string program)
    {
        Program = program;
        if (!File.Exists(program)) Skip = $"needs {program}";
    }

    /// <summary>Full path of the program.</summary>
    public string Program { get; }
}

/// <summary>A fact that needs a program of the machine and the right to use it: skipped where it is missing, and for others than root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsRootFactAttribute : FactAttribute
{
    /// <summary>Skips the test where <paramref name="program"/> is not an executable file at that path, or the user is not root.</summary>
    public NeedsRootFactAttribute(string program)
    {
        Program = program;
        if (!File.Exists(program)) Skip = $"needs {program}";
        else if (!Environment.IsPrivilegedProcess) Skip = $"needs root, for {program}";
    }

    /// <summary>Full path of the program.</summary>
    public string Program { get; }
}
