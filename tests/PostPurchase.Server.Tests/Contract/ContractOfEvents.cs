namespace PostPurchase.Server.Tests.Contract;

/// <summary>Events: their form, their meaning, and what the sender is answered.</summary>
internal static class ContractOfEvents
{
    public static ContractRow[] All { get; } =
    [
        new(2, "The canonical form is one object or a list of up to 1,000, at most 8 MiB.",
            ["CanonicalEventsTests.A_purchase_is_read_with_every_key", "CanonicalEventsTests.The_samples_cover_every_type_of_event", "IntakeLimitTests.A_list_of_a_thousand_is_answered_one_by_one_and_one_more_is_refused_whole", "IntakeLimitTests.Eight_mebibytes_of_events_are_taken"]),
        new(2, "What is required is missed with its path; unknown keys are refused, free data has its own places, stores are read tolerantly.",
            ["CanonicalStrictnessTests.The_event_has_only_its_own_keys", "CanonicalStrictnessTests.A_problem_names_its_path_and_what_was_expected", "CanonicalStrictnessTests.Each_type_asks_for_its_own_parts", "IdentityContract.Attributes_are_merged_key_by_key", "CapturedPayloadTests.WooCommerces_documented_order_is_a_paid_purchase"]),
        new(2, "Triggers on a purchase take paid orders and tests, unless they name kind or payment.", ["AdmissionTests.An_unusual_order_starts_only_what_names_kind_or_payment", "EventIntakeContract.A_renewal_is_seen_and_paid_but_no_usual_purchase"]),
        new(2, "Mail about a test order says so.", ["MailComposerTests.A_mail_about_a_test_order_says_so_in_its_subject", "TriggerContractTests.A_test_order_runs_and_its_mail_says_so"]),
        new(2, "A refund is whole, of lines, or goodwill that ends nothing and rests promotion for seven days; the total stays.",
            ["RefundMeaningTests.A_refund_is_whole_or_of_lines_or_goodwill", "RefundMeaningTests.A_cancelled_order_is_refunded_whole_whatever_else_is_said", "RefundMeaningTests.The_total_always_stays", "JourneyContractTests.Promotion_rests_for_seven_days_after_goodwill_which_ends_nothing", "JourneyContractTests.A_line_that_went_back_in_two_parts_ends_its_run_with_the_second"]),
        new(2, "Every type carries its own part.", ["CanonicalEventsTests.What_is_written_reads_back_equal_for_every_type", "EventIntakeContract.A_parcel_that_is_reported_before_its_order_waits_for_it"]),
        new(2, "A mail that another tool sent counts toward the caps.", ["JourneyContractTests.What_another_tool_sent_counts_toward_the_caps", "SendLedgerContract.Marketing_that_left_is_counted_other_tools_among_it_and_receipts_not"]),
        new(2, "One purchase for each id of a store: older words never overwrite newer ones, and it is told to journeys once, when it is usable.",
            ["EventIntakeContract.An_older_version_never_overwrites_a_newer_one", "EventIntakeContract.An_order_that_is_paid_later_is_usable_then_and_only_then", "EventIntakeContract.A_thousand_parallel_duplicates_are_one_order", "OrderOfArrivalContract.Any_order_with_any_repetition_ends_the_same", "TakenBackTests.An_order_that_stands_again_counts_and_is_told_once"]),
        new(2, "An order that arrives called off, or is over 48 hours old, is stored and starts nothing unless that is wanted.",
            ["EventIntakeContract.An_order_that_arrives_called_off_is_stored_and_starts_nothing", "EventIntakeContract.An_order_of_the_week_before_starts_nothing_unless_that_is_wanted", "JourneyTests.An_order_that_is_over_48_hours_old_starts_nothing", "ReplayTests.An_old_order_that_started_nothing_starts_its_journey_once_when_it_is_replayed"]),
        new(2, "Consent that is absent is unknown: own mail is allowed except in strict countries, partners' denied except in the US, tracking off in strict ones.",
            ["ConsentRulesTests.In_strict_countries_silence_is_no_to_everything", "ConsentRulesTests.Elsewhere_silence_is_yes_to_own_mail_and_tracking_and_to_others_in_the_US_only", "ConsentRulesTests.A_country_that_nobody_knows_is_strict", "IdentityContract.Consent_that_is_not_mentioned_stays_unknown"]),
        new(2, "Of a store's fields on consent the newer, stricter one wins.", ["ShopifyHookTests.Consent_is_that_of_the_newer_field_and_unknown_where_both_are_absent", "IdentityContract.The_newer_word_on_consent_wins_and_of_two_at_once_the_stricter"]),
        new(2, "200: stored, known, or a topic that is not used.", ["IntakeTests.An_event_is_stored_once", "IntakeLimitTests.A_topic_that_is_not_used_is_stored_and_ignored_and_a_known_event_is_a_duplicate", "EventIntakeContract.A_topic_that_is_not_used_is_kept_and_ignored"]),
        new(2, "400 with reason and path; 401 without a good signature; 413 for a body that is too long, before it is read.",
            ["IntakeTests.A_malformed_event_is_refused_with_its_path", "IntakeTests.A_signed_webhook_is_stored_and_a_forged_one_is_not", "IntakeTests.A_body_over_the_limit_is_refused_before_it_is_read", "OverloadTests.A_body_is_held_in_memory_that_is_counted_and_given_back"]),
        new(2, "429 with when to come again, where more comes than can wait; 503 where it cannot be stored for good.",
            ["OverloadTests.When_as_much_waits_as_may_wait_the_next_is_told_to_come_again", "OverloadTests.What_cannot_be_stored_durably_is_answered_503_and_taken_later", "DiskFaultTests.A_full_disk_refuses_whole_events_and_takes_them_when_there_is_room"]),
        new(2, "Each event of a list has an answer of its own.", ["IntakeTests.Each_event_of_a_list_is_answered_alone", "IntakeFaultTests.One_event_that_the_database_refuses_does_not_take_the_answers_of_its_list_along"]),
        new(2, "Nothing that was answered with 200 is lost.", ["CrashTests.What_was_answered_before_a_kill_is_there_whole", "EventIntakeContract.What_was_answered_is_there_after_a_restart", "KillTests.Every_mail_leaves_once_through_kills_but_those_in_doubt"]),
        new(2, "Shopify, WooCommerce, Stripe and Standard Webhooks are read; providers of mail tell of what came back.",
            ["ShopifyHookTests.An_order_is_read_with_its_ids_amounts_and_lines", "WooHookTests.An_order_is_read_with_its_ids_amounts_and_lines", "WooHookTests.The_first_request_is_an_unsigned_greeting", "StripeHookTests.A_paid_checkout_is_a_purchase_with_the_id_of_its_payment", "StandardHookTests.A_canonical_event_is_read_for_the_store_of_the_source", "ReturnedMailTests.A_providers_signed_call_is_stored_and_acted_on_once"],
            NotHere: "The other kinds are reserved: the start is refused with \"not available in this version\"."),
    ];
}
