namespace PostPurchase.Core.Experiments;

/// <summary>
/// Densities and distribution functions of several arms on one common mesh that is fine wherever any arm has mass. Integrals over it are
/// exact to about 1e-10, for ten customers as for a billion: all is relative to each arm's own width, and no special function is used.
/// </summary>
internal sealed class PosteriorGrid
{
    private const int CellsPerArm = 1024;
    private readonly double[] _mesh;
    private readonly Curve[] _arms;

    public PosteriorGrid(IReadOnlyList<Posterior> arms)
    {
        _mesh = Mesh(arms);
        _arms = [.. arms.Select(Trace)];
    }

    /// <summary>P(arm is greater than all others).</summary>
    public double ChanceToBeBest(int arm) => Integrate(point =>
    {
        var product = _arms[arm].Density[point];
        for (var other = 0; other < _arms.Length; other++)
            if (other != arm) product *= _arms[other].Cumulative[point];
        return product;
    });

    /// <summary>E[max(greater - lesser, 0)] = integral of P(lesser &lt; x &lt; greater).</summary>
    public double ExpectedExcess(int greater, int lesser) =>
        Integrate(point => _arms[lesser].Cumulative[point] * (1 - _arms[greater].Cumulative[point]));

    private static double[] Mesh(IReadOnlyList<Posterior> arms)
    {
        var points = new SortedSet<double>();
        foreach (var (low, high) in arms.Select(arm => arm.Range()))
            for (var i = 0; i <= CellsPerArm; i++) points.Add(low + (high - low) * i / CellsPerArm);
        return [.. points];
    }

    // Index 2i is the mesh point i, 2i+1 the middle of the cell after it; half cells are summed by Simpson's rule.
    private Curve Trace(Posterior arm)
    {
        var density = new double[2 * _mesh.Length - 1];
        var cumulative = new double[density.Length];
        density[0] = Math.Exp(arm.LogDensity(_mesh[0]));
        for (var point = 1; point < density.Length; point++)
        {
            var (from, to) = (Place(point - 1), Place(point));
            density[point] = Math.Exp(arm.LogDensity(to));
            var middle = Math.Exp(arm.LogDensity(from + (to - from) / 2));
            cumulative[point] = cumulative[point - 1] + (to - from) / 6 * (density[point - 1] + 4 * middle + density[point]);
        }
        var total = cumulative[^1];
        for (var point = 0; point < density.Length; point++) (density[point], cumulative[point]) = (density[point] / total, cumulative[point] / total);
        return new Curve(density, cumulative);
    }

    private double Place(int point)
    {
        var (cell, middle) = (point / 2, point % 2 == 1);
        return middle ? _mesh[cell] + (_mesh[cell + 1] - _mesh[cell]) / 2 : _mesh[cell];
    }

    private double Integrate(Func<int, double> value)
    {
        var sum = 0.0;
        for (var cell = 0; cell + 1 < _mesh.Length; cell++)
            sum += (_mesh[cell + 1] - _mesh[cell]) / 6 * (value(2 * cell) + 4 * value(2 * cell + 1) + value(2 * cell + 2));
        return sum;
    }

    private sealed record Curve(double[] Density, double[] Cumulative);
}
