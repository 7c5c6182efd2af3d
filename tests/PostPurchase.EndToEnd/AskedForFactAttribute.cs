using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>Runs only where an environment variable asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AskedForFactAttribute : FactAttribute
{
    /// <param name="variable">The environment variable.</param>
    /// <param name="value">What it is set to.</param>
    /// <param name="purpose">What one wants who sets it.</param>
    public AskedForFactAttribute(string variable, string value, string purpose)
    {
        if (Environment.GetEnvironmentVariable(variable) is null) Skip = $"set {variable} to {value} to {purpose}";
    }
}
