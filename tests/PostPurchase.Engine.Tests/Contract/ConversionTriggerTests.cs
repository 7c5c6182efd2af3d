using NodaTime;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Engine.Tests.Contract;

/// <summary>Sales at partners that come as events, each told in as many words as its network likes.</summary>
public sealed class ConversionTriggerTests : IDisposable
{
    private readonly ASimulation _shop = new("""
        journey: thanks
        trigger: { on: conversion }
        exit: [ { on: refund, reason: sent-back } ]
        steps:
          - { id: arrive, wait: { for: 2d } }
          - { id: note, email: { template: t, content: transactional, subject: R } }
        """);

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    public async Task A_sale_that_is_told_in_several_words_is_thanked_for_once(int commission)
    {
        var story = await _shop.StoryAsync(9, Word("pending", 0, commission), Word("approved", 5, commission), Word("paid", 30, commission));

        Assert.Equal(["01-02 12:00 enter", "01-04 12:00 send note", "01-04 12:00 finish"], story);
    }

    [Theory]
    [InlineData("reversed", 8)]
    [InlineData("reversed", 0)]
    [InlineData("other", 8)]
    [InlineData("approved", 5_000)]
    public async Task A_sale_that_does_not_count_starts_nothing(string status, int commission) =>
        Assert.Empty(await _shop.StoryAsync(9, Word(status, 0, commission)));

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    public async Task The_run_of_a_sale_that_is_reversed_ends_as_by_a_refund(int commission)
    {
        var story = await _shop.StoryAsync(9, Word("pending", 0, commission), Word("reversed", 2, commission));

        Assert.Equal(["01-02 12:00 enter", "01-02 14:00 exit: sent-back"], story);
    }

    [Fact]
    public async Task Two_sales_are_two_runs()
    {
        var played = await _shop.PlayAsync(9, Word("pending", 0, 8), Word("pending", 1, 8, "2"));

        Assert.Equal(["affiliate-impact-1", "affiliate-impact-2"], played.Where(entry => entry.Action == "enter").Select(entry => entry.Purchase));
    }

    [Fact]
    public async Task What_the_event_says_beside_the_sale_can_be_asked()
    {
        using var shop = new ASimulation("""
            journey: thanks
            trigger: { on: conversion, if: event.properties.page == "home" }
            steps: [ { id: note, email: { template: t, content: transactional, subject: R } } ]
            """);

        var played = await shop.PlayAsync(9, Word("pending", 0, 8) with { Properties = new("""{"page":"home"}""") }, Word("pending", 1, 8, "2"));

        Assert.Equal(["affiliate-impact-1"], played.Where(entry => entry.Action == "enter").Select(entry => entry.Purchase));
    }

    private static StoreEvent Word(string status, int hours, int commission, string id = "1") => A.Event(
        new EventBody.Conversion(new() { Network = "impact", Id = id, Status = status, Commission = commission > 0 ? A.Dollars(commission) : null }),
        at: A.Noon + Duration.FromHours(hours));
}
