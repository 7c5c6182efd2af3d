namespace PostPurchase.Server.Tests.Contract;

/// <summary>How time passes in a run, what its conditions read, and what a version is.</summary>
internal static class ContractOfRuns
{
    public static ContractRow[] All { get; } =
    [
        new(1, "Minutes and hours are exact, days and weeks keep the wall time.", ["JourneyContractTests.A_wait_of_days_keeps_the_wall_time_and_one_of_hours_does_not", "CapTests.A_gap_of_hours_is_exact"]),
        new(1, "Day 1 is the day after the anchor's where the customer lives; both ends of a window count, to midnight.",
            ["WindowPlacementTests.Day_1_is_the_day_after_the_anchors_day_where_the_customer_lives", "WindowPlacementTests.Whatever_the_zone_the_clock_change_and_the_place_a_send_is_inside_its_window"]),
        new(1, "The mail takes the first allowed day that keeps caps and gaps; with no allowed weekday inside, the last.",
            ["WindowPlacementTests.Days_that_are_not_allowed_are_passed_over", "WindowPlacementTests.With_no_allowed_weekday_inside_it_is_the_last_day", "CapTests.A_day_that_is_not_allowed_is_passed_over_when_it_is_put_off"]),
        new(1, "The best hour is the customer's own after three human clicks, else that of the order, never a quiet one.", ["JourneyContractTests.The_best_hour_is_that_of_the_order_until_there_are_clicks_and_never_a_quiet_one"]),
        new(1, "Sends of one hour spread over the next sixty minutes.", ["JourneyContractTests.Sends_of_one_hour_spread_over_the_next_sixty_minutes", "WindowPlacementTests.Sends_of_one_hour_spread_over_the_next_but_never_into_quiet_hours"]),
        new(1, "A window that has passed lets the run through and its mail is late from the window's end; what cannot leave before its end expires.",
            ["AdvancingTests.A_window_that_has_passed_lets_the_run_through_and_the_mail_counts_as_late_from_its_end", "LatenessTests.Behind_a_window_that_had_passed_lateness_counts_from_its_end", "JourneyContractTests.A_mail_that_cannot_leave_inside_its_window_expires_and_the_run_goes_on"]),
        new(1, "A local time that does not exist moves forward, one that exists twice is the first.", ["WindowPlacementTests.A_local_hour_that_does_not_exist_moves_forward", "WindowPlacementTests.A_local_hour_that_exists_twice_is_the_first"]),
        new(1, "A run stays on a mail until its fate is known, a held one holds it; a wait counts from then.",
            ["AdvancingTests.A_mail_is_planned_for_the_instant_at_which_the_run_came_and_holds_it", "AdvancingTests.A_run_that_waits_for_a_send_stays_until_its_fate_is_known", "AdvancingTests.A_wait_counts_from_the_instant_at_which_the_mail_was_accepted", "ParkedMailTests.A_parked_mail_holds_its_run"]),
        new(1, "Conditions ask what people clicked, opened, bought and answered, and in which segment they are; fields are checked when the file is read.",
            ["JourneyTests.Who_clicks_goes_one_step_up_at_once", "OpenedTests.A_persons_open_moves_the_run_at_once_also_after_a_proxys", "HistoryStoreContract.What_went_back_was_not_bought", "HistoryStoreContract.A_choice_is_taken_once_a_mail_and_wakes_the_run", "WorkflowTests.Every_condition_can_be_evaluated_with_much_and_with_little", "AdvancingTests.A_condition_that_cannot_be_evaluated_parks_the_run_with_the_reason"]),
        new(1, "A click is a person's on an offer or content link.", ["TrackingTests.A_scanner_that_follows_every_link_is_led_everywhere_and_is_no_human_click", "HistoryStoreContract.Only_a_human_touch_wakes_the_run_that_waits"]),
        new(1, "Money is exact in major units with the scale of its currency; in the store's currency by the owner's dated rates.",
            ["ModelTests.An_amount_keeps_the_scale_of_its_currency", "ExchangeRatesTests.A_rate_holds_from_its_day_until_the_next", "ExchangeRatesTests.A_currency_without_a_rate_is_not_converted"]),
        new(1, "A choice in a mail shows a page, and counts by posting.", ["TrackingTests.A_choice_is_recorded_by_posting_only", "TrackingTests.An_answer_is_asked_for_in_the_words_of_the_mail", "MailComposerTests.A_choice_has_a_link_of_its_own_that_leads_to_no_address"]),
        new(1, "A silence is told once, by the customer's own gap or the store's.", ["LapseWatchTests.A_customer_lapses_once_a_silence_by_their_own_gap", "LapseWatchTests.One_without_a_rhythm_lapses_by_that_of_the_store", "SilenceTests.The_gap_of_a_store_is_what_eight_in_ten_keep"]),
        new(1, "Segments and offers are files beside the journeys.", ["WorkflowTests.The_six_journeys_and_their_segments_have_no_problems", "OfferTests.A_file_reads_into_offers_of_its_program"]),
        new(1, "A version is the hash of what the file means; runs stay on the one on which they entered.",
            ["JourneyFileTests.Comments_key_order_defaults_name_and_status_make_no_new_version", "StatusContractTests.A_comment_is_no_new_version_and_a_step_is", "JourneyTests.Runs_finish_on_the_version_that_they_entered"]),
        new(1, "A send keeps what it was made of.", ["SendLedgerContract.An_accepted_send_wakes_its_run_and_keeps_address_and_targets", "TemplateLibraryTests.A_changed_partial_changes_the_hash_of_the_mail", "LeftMailTests.A_mail_is_made_again_with_the_template_that_it_left_with"]),
        new(1, "A missing file or a draft stops entry and lets runs finish; a pause stops marketing too while clocks go on.",
            ["StatusContractTests.A_draft_and_a_pause_stop_entry_and_let_runs_finish_on_their_clocks", "StatusContractTests.A_file_that_is_gone_stops_entry_and_lets_runs_finish", "DeliveringTests.A_paused_journey_holds_its_marketing_and_lets_receipts_go"]),
        new(1, "Resuming applies the policy for late mail.",
            ["ResumeContractTests.Marketing_that_a_pause_made_late_follows_its_policy", "ResumeContractTests.Marketing_that_a_short_pause_held_is_not_late", "ResumeContractTests.A_receipt_leaves_during_the_pause", "WokenHoldTests.A_mail_held_by_a_paused_journey_leaves_when_the_journey_is_live_again"]),
        new(1, "A broken file leaves the live version in force, and a broken template makes no mail.",
            ["JourneyTests.A_file_that_is_broken_leaves_the_live_version_in_force", "JourneyTroubleTests.A_file_that_is_broken_keeps_its_journey_paused_also_after_a_restart", "TemplateLibraryTests.A_broken_new_version_is_reported_and_the_last_good_one_stays", "TemplateLibraryTests.A_field_that_does_not_exist_refuses_the_mail_with_its_place_and_the_nearest", "StartTests.A_live_journeys_template_with_an_error_is_on_the_first_page_and_its_mail_parked_until_it_is_mended"]),
    ];
}
