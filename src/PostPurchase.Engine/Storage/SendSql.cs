namespace PostPurchase.Engine.Storage;

internal static class SendSql
{
    public static readonly Sql Insert = new("""
        insert into send (
          id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, version_id, kind, state, due_at, planned_at, expires_at,
          attempt_count, priority, address, document)
        values (
          @id, @owner, @store_id, @channel, @purpose, @run, @step_id, @visit, @journey_id, @version_id, @kind, 0, @due_at, @planned_at, @expires_at,
          0, @priority, @address, @document)
        on conflict do nothing
        """);

    // Claimed and handed-over rows keep their due instant, for recovery; they are few, so passing over them here costs nothing.
    public static readonly Sql Due = new("""
        select id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, version_id, kind, state, due_at, planned_at, expires_at,
          concluded_at, attempt_count, priority, address, reason, document, uncertain_count, approved_at, first_tried_at, refusal_count, left_as
        from send
        where kind = @kind and due_at <= @now and state in (0, 1, 5) and channel = 1
        order by due_at
        limit @count
        """);

    // A hook row is found by its own index: a backlog of mail never stands before it, nor it before mail.
    public static readonly Sql DueHooks = new("""
        select id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, version_id, kind, state, due_at, planned_at, expires_at,
          concluded_at, attempt_count, priority, address, reason, document, uncertain_count, approved_at, first_tried_at, refusal_count, left_as
        from send
        where channel = 2 and due_at <= @now and state in (0, 1, 5)
        order by due_at
        limit @count
        """);

    public static readonly Sql NextMailDueAt = new("""
        select due_at
        from send
        where kind = @kind and due_at is not null and state in (0, 1, 5) and channel = 1
        order by due_at
        limit 1
        """);

    public static readonly Sql NextHookDueAt = new("""
        select due_at
        from send
        where channel = 2 and due_at is not null and state in (0, 1, 5)
        order by due_at
        limit 1
        """);

    // Read once a start, and only while a transport warms up.
    public static readonly Sql LeftSince = new("""
        select kind, count(*)
        from send
        where channel = 1 and state in (4, 7) and concluded_at >= @since
        group by kind
        """);

    public static readonly Sql NextDueAt = new("""
        select min(
          ifnull((select due_at from send where kind = 0 and due_at is not null and state in (0, 1, 5) order by due_at limit 1), 9223372036854775807),
          ifnull((select due_at from send where kind = 1 and due_at is not null and state in (0, 1, 5) order by due_at limit 1), 9223372036854775807),
          ifnull((select due_at from send where kind = 2 and due_at is not null and state in (0, 1, 5) order by due_at limit 1), 9223372036854775807))
        """);

    public static readonly Sql Find = new("""
        select id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, version_id, kind, state, due_at, planned_at, expires_at,
          concluded_at, attempt_count, priority, address, reason, document, uncertain_count, approved_at, first_tried_at, refusal_count, left_as
        from send
        where id = @id
        """);

    public static readonly Sql OfOwner = new("""
        select id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, version_id, kind, state, due_at, planned_at, expires_at,
          concluded_at, attempt_count, priority, address, reason, document, uncertain_count, approved_at, first_tried_at, refusal_count, left_as
        from send
        where owner = @owner
        order by id
        """);

    public static readonly Sql OfRun = new("""
        select id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, version_id, kind, state, due_at, planned_at, expires_at,
          concluded_at, attempt_count, priority, address, reason, document, uncertain_count, approved_at, first_tried_at, refusal_count, left_as
        from send
        where owner = @owner and purpose = 1 and run = @run
        order by id
        """);

    // The customer's other marketing mails: what left (accepted, uncertain), what is leaving, and what waits.
    public static readonly Sql Marketing = new("""
        select s.id, s.state, s.concluded_at, s.due_at, s.priority
        from (
          select @owner as owner
          union all
          select owner
          from customer
          where merged_into = @owner) as same
        join send as s on s.owner = same.owner
        where s.kind in (1, 2) and s.channel = 1 and s.state in (0, 1, 2, 3, 4, 5, 7)
        """);

    public static readonly Sql ExternalSends = new("""
        select e.occurred_at
        from (
          select @owner as owner
          union all
          select owner
          from customer
          where merged_into = @owner) as same
        join event as e on e.owner = same.owner
        where e.type = 11
        """);

    // "or fail", here and in the other two steps of every mail: see PurchaseSql.Insert.
    public static readonly Sql Claim = new("""
        update or fail send
        set state = 2
        where id = @id and owner = @owner and state in (0, 1, 5)
        """);

    public static readonly Sql Hold = new("""
        update send
        set state = 1, due_at = @due_at, planned_at = @planned_at, reason = @reason
        where id = @id and owner = @owner and state in (0, 1, 5)
        """);

    public static readonly Sql Refuse = new("""
        update send
        set state = @state, due_at = null, concluded_at = @concluded_at, reason = @reason
        where id = @id and owner = @owner and state in (0, 1, 5)
        """);

    // Between claim and connection somebody may have unsubscribed: then it does not leave.
    public static readonly Sql Hand = new("""
        update or fail send
        set state = 3, kind = @kind, target_set_id = @target_set_id, address = @address, document = ifnull(@document, document), left_as = @left_as, attempt_count = attempt_count + 1
        where id = @id and owner = @owner and state = 2 and not exists (
          select 1
          from suppression as p
          where p.store_id = send.store_id and p.channel = send.channel and p.address = @email
            and (p.scope = 1 or (p.scope = 2 and @kind > 0) or (p.scope = 3 and @kind = 2)))
        """);

    // What was not handed over for a suppression: the gate looks again.
    public static readonly Sql TakeBackSuppressed = new("""
        update send
        set state = 0
        where id = @id and owner = @owner and state = 2 and exists (
          select 1
          from suppression as p
          where p.store_id = send.store_id and p.channel = send.channel and p.address = @email
            and (p.scope = 1 or (p.scope = 2 and @kind > 0) or (p.scope = 3 and @kind = 2)))
        """);

    public static readonly Sql Release = new("""
        update send
        set state = 0, due_at = @due_at
        where id = @id and owner = @owner and state = 2
        """);

    public static readonly Sql Conclude = new("""
        update or fail send
        set state = @state, due_at = @due_at, concluded_at = @concluded_at, reason = @reason, failure = @failure, uncertain_count = uncertain_count + @in_doubt,
          first_tried_at = ifnull(first_tried_at, @tried_at), refusal_count = refusal_count + @refusal
        where id = @id and owner = @owner and state in (2, 3)
        """);

    // Mails only: a webhook or a notice says what has happened, and the last steps of a run are written with its end.
    public static readonly Sql SkipOpen = new("""
        update send
        set state = 8, due_at = null, concluded_at = @concluded_at, reason = @reason
        where owner = @owner and purpose = 1 and run = @run and channel = 1 and state in (0, 1, 2, 5, 10)
        """);

    // What waits for a code goes a moment before the rest: a mail that is held while it is made gives its code back only then, and would take it from them at each look.
    public static readonly Sql Resume = new($"""
        update send
        set due_at = @due_at - case when reason like '{CouponStore.WaitsForCode}%' then 1 else 0 end
        where journey_id = @journey_id and state = 1 and due_at is null
        """);

    // In the order in which they would have left, and before what is due from now on.
    public static readonly Sql ResumeWaiting = new("""
        update send
        set due_at = min(planned_at, @now - 1)
        where journey_id = @journey_id and state = 1 and due_at is null and instr(reason, @waits_for) = 1
        """);

    public static readonly Sql HasHeld = new("""
        select 1
        from send
        where journey_id = @journey_id and state = 1 and due_at is null
        limit 1
        """);

    public static readonly Sql Approve = new("""
        update send
        set due_at = @at, planned_at = @at, approved_at = @at, reason = @reason
        where id = @id and state = 1 and due_at is null
        """);

    // At most as many as matter; the rows of one journey have no index, so it is asked once a start.
    public static readonly Sql SentOfJourney = new("""
        select count(*)
        from (
          select 1
          from send
          where journey_id = @journey_id and purpose = 1 and channel = 1 and state in (4, 6, 7)
          limit @count)
        """);

    public static readonly Sql WriteTargets = new("""
        insert into target_set (id, targets)
        values (@id, @targets)
        """);

    public static readonly Sql ReadTargetSet = new("""
        select targets
        from target_set
        where id = @id
        """);

    public static readonly Sql ReadTargets = new("""
        select t.targets
        from send as s
        join target_set as t on t.id = s.target_set_id
        where s.id = @id
        """);

    public static readonly Sql Replan = new("""
        update send
        set state = 0
        where kind = @kind and due_at is not null and state = 2
        """);

    public static readonly Sql Claimed = new("""
        select id, owner
        from send
        where kind = @kind and due_at is not null and state = 2 and channel = @channel
        """);

    public static readonly Sql GiveBack = new("""
        update send
        set state = 0
        where id = @id and owner = @owner and state = 2
        """);

    public static readonly Sql CapturedMailDeleted = new("""
        update send
        set reason = iif(reason is null, @words, reason || '; ' || @words)
        where id = @id and state = 4
        """);

    public static readonly Sql Handing = new("""
        select id, owner, uncertain_count, purpose, run
        from send
        where kind = @kind and due_at is not null and state = 3
        order by due_at
        """);

    public static readonly Sql SendAgain = new("""
        update send
        set state = 0, uncertain_count = uncertain_count + 1, first_tried_at = ifnull(first_tried_at, @now)
        where id = @id and owner = @owner and state = 3
        """);
}
