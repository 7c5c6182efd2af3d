using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PostPurchase.Server.Commands;

/// <summary>How the people of the sample shop behave: <c>samples/demo/people.json</c>. Rates are 0..1, each of the mails that it is about.</summary>
/// <param name="Seed">The same seed plays the same four weeks.</param>
/// <param name="NewCustomersADay">First orders a day beside those of <c>events.jsonl</c>.</param>
/// <param name="Past">Before the four weeks.</param>
/// <param name="DeadMailbox">Which of the new customers gave an address that does not exist, from 1.</param>
/// <param name="FirstNames">Names to draw from.</param>
/// <param name="LastNames">Names to draw from.</param>
/// <param name="Opens">Who loads the pictures of a mail.</param>
/// <param name="Scanners">Mails whose links a scanner follows within seconds.</param>
/// <param name="UnknownPrograms">Mails that something without a name opens.</param>
/// <param name="Clicks">Mails with a click of a person, by kind of content.</param>
/// <param name="SalesAfterClick">Orders at the shop, of clicks on one of its own products.</param>
/// <param name="SalesWithCoupon">Orders with the code, of mails that carry one.</param>
/// <param name="PartnerSalesAfterClick">Orders at a partner, of clicks that lead there.</param>
/// <param name="PartnerSalesUnseen">Orders at a partner whose links leave as they are, of mails that show it.</param>
/// <param name="CourseMinor">What a partner's offer without a price costs, in minor units.</param>
/// <param name="Approved">Of commissions, after a week.</param>
/// <param name="Reversed">Of commissions, after a week.</param>
/// <param name="Unsubscribes">Of marketing mails.</param>
/// <param name="Likes">What people like better, so that experiments have something to find.</param>
/// <param name="Browsers">User agents of people.</param>
internal sealed record DemoHabits(
    string Seed, int NewCustomersADay, DemoYear Past, int DeadMailbox, IReadOnlyList<string> FirstNames, IReadOnlyList<string> LastNames, DemoOpens Opens, double Scanners, double UnknownPrograms,
    DemoClicks Clicks, double SalesAfterClick, double SalesWithCoupon, double PartnerSalesAfterClick, double PartnerSalesUnseen, long CourseMinor, double Approved, double Reversed, double Unsubscribes,
    IReadOnlyList<DemoLike> Likes, IReadOnlyList<string> Browsers)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="CommandException">It is not of this shape.</exception>
    public static DemoHabits Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), DemoJson.Default.DemoHabits) ?? throw CommandException.Failed($"{path} is empty");
        }
        catch (JsonException exception)
        {
            throw CommandException.Failed($"{path}: {exception.Message}");
        }
    }

    /// <summary>A number 0..1 that depends on the seed and a text only: evenly spread over texts, the same each time.</summary>
    public double Chance(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}/{text}"), hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1ul << 53));
    }

    /// <summary>One of some, by <see cref="Chance"/>.</summary>
    public T OneOf<T>(IReadOnlyList<T> some, string text) => some[(int)(Chance(text) * some.Count)];

    /// <summary>How much more often than usual something happens after a mail with these variants; 1 = as usual.</summary>
    public double Liking(IReadOnlyDictionary<string, string> variants, Func<DemoLike, double> factor) =>
        Likes.Where(like => variants.TryGetValue(like.Experiment, out var variant) && variant == like.Variant).Aggregate(1.0, (product, like) => product * factor(like));
}

/// <param name="Days">How far it goes back.</param>
/// <param name="OrdersADay">Orders a day at its end.</param>
/// <param name="GrowthAMonth">How many more they are each month, 0.25 = a quarter; above 0.</param>
/// <param name="Returning">Orders of people who bought before, of all in it; 0..1.</param>
/// <param name="ReturnsADay">Orders a day of its customers in the four weeks.</param>
internal sealed record DemoYear(int Days, double OrdersADay, double GrowthAMonth, double Returning, int ReturnsADay);

/// <param name="People">Opened by a person.</param>
/// <param name="AppleProxy">Loaded by Apple's privacy proxy, read or not.</param>
/// <param name="ImageProxy">Loaded by the image proxy of a mail provider.</param>
internal sealed record DemoOpens(double People, double AppleProxy, double ImageProxy);

/// <summary>By kind of content.</summary>
internal sealed record DemoClicks(double Transactional, double Own, double ThirdParty);

/// <param name="Experiment">Its name.</param>
/// <param name="Variant">Of its variants.</param>
/// <param name="Sales">Times as many sales.</param>
/// <param name="Clicks">Times as many clicks.</param>
internal sealed record DemoLike(string Experiment, string Variant, double Sales, double Clicks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DemoHabits))]
internal sealed partial class DemoJson : JsonSerializerContext;
