using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Access;

internal static class AccountEndpoints
{
    public static IResult List(RunnerService runner) => TypedResults.Json(
        new Items<AccountRow>([.. new AccountStore(runner.Database).List().Select(Row)], null), AccessJson.Default.ItemsAccountRow);

    public static async Task<IResult> AddAsync(AccountRequest request, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        if (AccountName.Of(request.Name) is not { } name) return Answer.Error(400, AccountName.Expected, "name");
        if (request.Role is not { } role || !Roles.All.Contains(role)) return Answer.Error(400, $"expected {string.Join(", ", Roles.All)}", "role");
        if (Passwords.ProblemOf(request.Password, name) is { } problem) return Answer.Error(400, problem, "password");
        return await new AccountStore(runner.Database).AddAsync(name, role, Passwords.Hash(request.Password!), context.Caller().Name, clock.Now(), cancellationToken: context.RequestAborted) is { } account
            ? TypedResults.Json(Row(account), AccessJson.Default.AccountRow)
            : Answer.Error(409, $"there is an account named {name} already", "name");
    }

    public static async Task<IResult> ChangeAsync(string name, AccountEdit edit, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        if (edit.Role is { } role && !Roles.All.Contains(role)) return Answer.Error(400, $"expected {string.Join(", ", Roles.All)}", "role");
        if (edit.Password is not null && Passwords.ProblemOf(edit.Password, name) is { } problem) return Answer.Error(400, problem, "password");
        var (accounts, actor, change) = (new AccountStore(runner.Database), context.Caller().Name, AccountChange.Done);
        if (edit.Role is { } other) change = await accounts.SetRoleAsync(name, other, actor, clock.Now(), context.RequestAborted);
        if (change == AccountChange.Done && edit.Password is { } password) change = await accounts.SetPasswordAsync(name, Passwords.Hash(password), 0, actor, clock.Now(), context.RequestAborted);
        return Said(change, name);
    }

    public static async Task<IResult> RemoveAsync(string name, HttpContext context, RunnerService runner, TimeProvider clock) =>
        Said(await new AccountStore(runner.Database).RemoveAsync(name, context.Caller().Name, clock.Now(), context.RequestAborted), name);

    private static IResult Said(AccountChange change, string name) => change switch
    {
        AccountChange.Done => TypedResults.NoContent(),
        AccountChange.Unknown => Answer.Error(404, $"there is no account named {name}"),
        _ => Answer.Error(409, $"{name} is the last admin: make another one first"),
    };

    private static AccountRow Row(Account account) => new(account.Name, account.Role, Form.At(account.CreatedAt));
}

internal sealed record AccountRow(string Name, string Role, string CreatedAt);

internal sealed record AccountRequest(string? Name, string? Role, string? Password);

/// <param name="Role">Another role, or null to leave it.</param>
/// <param name="Password">Another password, or null to leave it; all browsers are signed out.</param>
internal sealed record AccountEdit(string? Role, string? Password);
