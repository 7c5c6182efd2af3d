namespace PostPurchase.Templates;

/// <summary>
/// Where names without <c>$</c> are looked up: loop variables and parameters (innermost first), the objects of <c>with</c>, what the
/// render assigned, the model, and the built-ins.
/// </summary>
internal sealed class Scopes(ValueObject model, FunctionLibrary library)
{
    // They are looked through one by one at each look-up of a name.
    private const int MaxDynamic = 1000;

    // Made at the first assignment: expressions assign nothing.
    private ValueObject? _globals;
    private (string Name, Value Value)[] _dynamic = [];
    private int _dynamicCount;
    private ValueObject[] _with = [];
    private int _withCount;
    private int _functionBase = -1;
    private bool _isModelChecked;
    private bool _shadows;

    /// <summary>The object that plain assignments go to.</summary>
    public ValueObject Current => _withCount > 0 ? _with[_withCount - 1] : _globals ??= new() { Base = model };

    public bool TryGet(GlobalNode node, out Value value)
    {
        var name = node.Name;
        for (var i = _dynamicCount - 1; i >= 0; i--)
        {
            if (string.Equals(_dynamic[i].Name, name, StringComparison.Ordinal)) { value = _dynamic[i].Value; return true; }
        }
        if (_withCount > 0 && TryGetWith(name, out value)) return true;
        if (_globals is { Count: > 0 } && _globals.TryGetOwn(name, out value)) return true;
        if (node.Hint is { } hint && ReferenceEquals(hint.Shape, model.Shape)) { value = model.SlotAt(hint.Slot); return true; }
        if (model.TryGet(name, out value))
        {
            if (model.Shape is { } shape) node.Hint = new SlotHint(shape, shape.SlotOf(name));
            return true;
        }
        return library.TryGetRoot(name, out value);
    }

    public bool TryGet(string name, out Value value)
    {
        for (var i = _dynamicCount - 1; i >= 0; i--)
        {
            if (string.Equals(_dynamic[i].Name, name, StringComparison.Ordinal)) { value = _dynamic[i].Value; return true; }
        }
        return TryGetWith(name, out value) || (_globals is not null && _globals.TryGet(name, out value)) || model.TryGet(name, out value) || library.TryGetRoot(name, out value);
    }

    /// <summary>Assigns as the language says: to a parameter or name of the function, else to the current object.</summary>
    public void Set(Node at, string name, Value value)
    {
        NoteName(name);
        if (_functionBase >= 0)
        {
            for (var i = _dynamicCount - 1; i >= _functionBase; i--)
            {
                if (!string.Equals(_dynamic[i].Name, name, StringComparison.Ordinal)) continue;
                _dynamic[i].Value = value;
                return;
            }
            if (!TryGetWith(name, out _) && _globals?.Contains(name) != true && !model.Contains(name))
            {
                Declare(name, value, at);
                return;
            }
        }
        var target = Current;
        if (target.IsReadOnly(name)) throw at.Fail($"Cannot set value on the readonly variable `{name}`", ErrorCode.Member);
        target.Set(name, value);
    }

    /// <summary>Sets a member of the current object, unless it is read-only there.</summary>
    public void Import(string name, Value value)
    {
        NoteName(name);
        if (!Current.IsReadOnly(name)) Current.Set(name, value);
    }

    public void Protect(string name) => Current.SetReadOnly(name);

    /// <summary>Puts a loop variable or parameter on top.</summary>
    public void Declare(string name, Value value, Node at)
    {
        NoteName(name);
        if (_dynamicCount == MaxDynamic) throw at.Fail($"There are more than {MaxDynamic} loop variables, parameters and variables of functions here", ErrorCode.Limit);
        if (_dynamicCount == _dynamic.Length) Array.Resize(ref _dynamic, Math.Max(8, 2 * _dynamicCount));
        _dynamic[_dynamicCount++] = (name, value);
    }

    /// <summary>How many dynamic names there are; for <see cref="Replace"/> and <see cref="DropTo"/>.</summary>
    public int Mark => _dynamicCount;

    public void Replace(int place, Value value) => _dynamic[place].Value = value;

    public void DropTo(int mark)
    {
        Array.Clear(_dynamic, mark, _dynamicCount - mark);
        _dynamicCount = mark;
    }

    public void PushWith(ValueObject target)
    {
        _shadows = true;
        if (_withCount == _with.Length) Array.Resize(ref _with, Math.Max(4, 2 * _withCount));
        _with[_withCount++] = target;
    }

    public void PopWith() => _with[--_withCount] = null!;

    /// <summary>Enters a function; what was before comes back with <see cref="Leave"/>.</summary>
    public (int Mark, int FunctionBase) Enter(bool hasParameters)
    {
        var before = (_dynamicCount, _functionBase);
        _functionBase = hasParameters ? _dynamicCount : -1;
        return before;
    }

    public void Leave((int Mark, int FunctionBase) before)
    {
        DropTo(before.Mark);
        _functionBase = before.FunctionBase;
    }

    /// <summary>Whether the root name of a built-in's path may mean something else in this render.</summary>
    public bool Shadows(ExpressionNode path)
    {
        if (!_isModelChecked) CheckModel();
        if (!_shadows) return false;
        var root = path is MemberNode { Target: GlobalNode target } ? target.Name : ((GlobalNode)path).Name;
        return !TryGet(root, out var value) || !library.TryGetRoot(root, out var own) || !ReferenceEquals(value.Reference, own.Reference);
    }

    private void CheckModel()
    {
        _isModelChecked = true;
        foreach (var root in library.Roots) _shadows |= model.Contains(root);
    }

    private void NoteName(string name) => _shadows = _shadows || library.IsRoot(name);

    private bool TryGetWith(string name, out Value value)
    {
        for (var i = _withCount - 1; i >= 0; i--)
        {
            if (_with[i].TryGet(name, out value)) return true;
        }
        value = default;
        return false;
    }
}
