using System.Runtime.CompilerServices;

namespace PostPurchase.Templates;

/// <summary>How functions are called: arguments matched to parameters, depth and errors.</summary>
internal static class Calls
{
    /// <summary>Calls a function value with positional arguments.</summary>
    public static Value Invoke(RenderState state, Node at, ValueFunction function, ReadOnlySpan<Value> args, ValueObject? named = null)
    {
        if (function is UserFunction own) return own.Invoke(state, at, args, named);
        var builtin = (BuiltinFunctionValue)function;
        var top = state.Arguments.Top;
        foreach (var arg in args) state.Arguments.Push(arg);
        return InvokeBound(state, at, builtin, top, named);
    }

    /// <summary>Calls a built-in whose positional arguments are on the stack from <paramref name="top"/> on, and drops them.</summary>
    public static Value InvokeBound(RenderState state, Node at, BuiltinFunctionValue builtin, int top, ValueObject? named)
    {
        state.Where = at;
        Bind(state, builtin, top, named);
        Enter(state, at);
        var result = builtin.Declaration.Body(state, state.Arguments.From(top));
        Leave(state);
        state.Arguments.Drop(top);
        return result;
    }

    /// <summary>Makes the arguments on the stack from <paramref name="top"/> on what the parameters take.</summary>
    public static void Bind(RenderState state, BuiltinFunctionValue builtin, int top, ValueObject? named)
    {
        var stack = state.Arguments;
        var parameters = builtin.Parameters;
        var given = stack.Top - top;
        if (given > builtin.FixedCount && !builtin.IsVariadic) throw WrongCount(state, builtin, given);
        for (var i = given; i < builtin.FixedCount; i++)
        {
            if (!parameters[i].IsOptional && (named is null || !named.Contains(parameters[i].Name))) throw WrongCount(state, builtin, given);
            stack.Push(parameters[i].Default);
        }
        state.PassedNames = named;
        if (named is not null && !builtin.Declaration.TakesAnyName) BindNamed(state, builtin, top, named);
        for (var i = top; i < stack.Top; i++)
        {
            var parameter = parameters[Math.Min(i - top, parameters.Length - 1)];
            if (parameter.Kind == ParameterKind.Any || (i - top >= given && named is null)) continue;
            var converted = ValueConversion.To(parameter.Kind, stack.At(i), state);
            stack.At(i) = converted;
        }
    }

    /// <summary>Goes one call deeper; fails where the budget or the thread's stack does not allow it.</summary>
    public static void Enter(RenderState state, Node at)
    {
        if (++state.CallDepth > state.Budget.Limits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw at.Fail($"Exceeding number of recursive depth limit `{state.Budget.Limits.Depth}` for node: `{at.Text}`", ErrorCode.Limit);
        state.Budget.Step();
    }

    public static void Leave(RenderState state) => state.CallDepth--;

    private static void BindNamed(RenderState state, BuiltinFunctionValue builtin, int top, ValueObject named)
    {
        for (var i = 0; i < named.Count; i++)
        {
            var name = named.NameAt(i);
            var place = Array.FindIndex(builtin.Parameters, parameter => parameter.Name == name);
            if (place < 0 || place >= builtin.FixedCount)
            {
                throw state.Where.Fail(
                    $"The argument `{name}` was not found for the function `{builtin.Name}`",
                    ErrorCode.Call,
                    Suggestions.Nearest(name, builtin.Parameters.Select(parameter => parameter.Name)));
            }
            state.Arguments.At(top + place) = named.ValueAt(i);
        }
    }

    private static TemplateException WrongCount(RenderState state, BuiltinFunctionValue builtin, int given)
    {
        var required = builtin.Declaration.RequiredCount;
        var wanted = required == builtin.FixedCount && !builtin.IsVariadic ? $"`{required}` arguments"
            : given < required ? $"at least `{required}` arguments" : $"at most `{builtin.FixedCount}` arguments";
        return state.Where.Fail($"Invalid number of arguments `{given}` passed to `{builtin.Name}` while expecting {wanted}", ErrorCode.Call);
    }
}
