namespace PostPurchase.Server.Tests.Contract;

/// <summary>Journey files: what they may say, and what it means.</summary>
internal static class ContractOfJourneys
{
    public static ContractRow[] All { get; } =
    [
        new(1, "A journey is a YAML or JSON file of known keys; an unknown one is an error with its place and the nearest.",
            ["JourneyFileTests.A_whole_journey_reads_without_a_problem", "JourneyFileTests.Json_with_the_same_keys_is_accepted", "JourneyFileTests.Five_mistakes_get_five_messages_with_their_places", "JourneyFileTests.Each_mistake_has_its_code", "ValidateCommandTests.Every_problem_has_its_place_and_a_suggestion"]),
        new(1, "The schema lists every key, field and function, and says of a file what the reader says.",
            ["JourneySchemaTests.A_file_and_every_file_that_differs_in_one_place_is_judged_alike", "JourneySchemaTests.Every_key_of_the_schema_stands_in_the_file_that_has_everything", "PlainCommandTests.The_schema_is_JSON", "ModelTests.Every_field_that_is_described_is_built_and_the_other_way_round"]),
        new(1, "What comes with the program is a draft, so that connecting a store mails no sample copy.", ["WorkflowTests.They_are_drafts", "ReplayTests.The_shipped_journeys_are_put_where_they_are_missing_as_drafts"]),
        new(1, "Of two journeys that want a customer on one day the higher priority goes first, the other is put off.",
            ["JourneyContractTests.Of_two_journeys_that_want_the_same_day_the_higher_goes_first_and_the_other_a_day_later", "JourneyContractTests.A_journey_of_higher_priority_goes_first_also_when_its_hour_comes_later_that_day", "GateTests.A_journey_of_higher_priority_that_wants_the_same_day_goes_first"]),
        new(1, "A trigger names one of the events; its condition keeps others out.",
            ["TriggerContractTests.Every_event_that_a_trigger_can_name_starts_the_journey_that_names_it_and_no_other", "AdmissionTests.A_condition_that_does_not_hold_keeps_people_out", "LapseWatchTests.A_customer_lapses_once_a_silence_by_their_own_gap", "CommissionTests.A_postback_on_the_links_token_goes_back_to_the_mail_that_earned_it"]),
        new(1, "A run is about a purchase, a line, the customer or an event.",
            ["AdmissionTests.A_journey_per_line_starts_a_run_for_each_line", "RunKeyTests.Another_order_has_a_key_of_its_own", "RunKeyTests.Another_line_of_the_order_has_a_key_of_its_own", "RunKeyTests.A_run_about_an_event_says_nothing_about_the_next_event"]),
        new(1, "Re-entry while a run is open: ignored, begun anew or beside it; after its end only when its time has passed.",
            ["RunKeyTests.While_a_run_of_the_same_key_is_open_re_entry_decides", "RunKeyTests.Once_it_has_ended_its_key_runs_again_when_the_time_has_passed_and_without_one_never", "RunKeyTests.Restarting_ends_every_open_run_of_the_key"]),
        new(1, "Days count from the purchase, the shipping or the delivery; the fallback from the purchase, where the event has not come by then.",
            ["AnchorTests.Days_count_from_the_event_that_is_named", "AnchorTests.The_fallback_counts_from_the_purchase_whenever_the_run_came_to_the_window", "AnchorTests.Without_a_fallback_the_run_waits_for_the_event_however_long", "JourneyContractTests.The_fallback_of_an_anchor_counts_from_the_order_also_in_a_journey_that_a_parcel_starts"]),
        new(1, "Exits are looked at before the entry of the same event, and the event that started a run never ends it.",
            ["RunKeyTests.An_exit_is_looked_at_before_the_entry_of_the_same_event", "RunKeyTests.The_event_that_starts_a_run_never_ends_it_nor_does_it_when_it_comes_again", "AdmissionTests.A_refund_ends_a_run_only_when_it_is_of_the_whole_of_its_own_purchase"]),
        new(1, "A goal counts, and ends the run only where it says so.", ["AdmissionTests.A_goal_counts_once_and_ends_the_run_only_when_it_says_so", "AdmissionTests.A_goal_with_a_time_of_its_own_counts_also_after_the_run_has_ended"]),
        new(1, "Who is held out runs, is counted, gets transactional mail only, and stays held out over versions.",
            ["JourneyContractTests.Who_is_held_out_runs_and_is_counted_and_gets_receipts_only", "HoldoutTests.The_rate_is_kept", "HoldoutTests.A_higher_rate_keeps_those_of_the_lower"]),
        new(1, "Hours are the customer's, the store's or those of a zone that is named.", ["TriggerContractTests.An_hour_is_that_of_the_customer_the_store_or_the_zone_that_is_named"]),
        new(1, "Quiet hours, the caps of a day and a week and the gap put marketing off within its window, over all journeys.",
            ["GateTests.At_night_it_is_held_until_the_morning_with_a_reason_that_people_can_read", "GateTests.A_cap_defers_to_the_next_day_at_the_hour_of_the_slot", "CapTests.A_day_is_the_customers_own", "CapTests.A_week_is_seven_days_of_the_customers_own", "CapTests.A_gap_puts_the_mail_off_inside_its_window_to_the_first_hour_after_it", "DeliveringTests.The_cap_counts_mails_of_all_journeys_and_defers_the_next"]),
        new(1, "A late mail is sent, skipped or put into the next window; by default marketing is skipped and a receipt sent.",
            ["LatenessTests.By_default_late_marketing_is_skipped_and_a_receipt_is_sent_whatever_the_policy", "LatenessTests.Late_is_what_comes_more_than_late_after_behind_its_planned_instant", "GateTests.Mail_that_is_later_than_allowed_follows_the_policy"]),
        new(1, "An email step has texts, slots, offers, experiments, a coupon and a sender of its own.",
            ["MailComposerTests.Texts_by_language_slots_and_preheader_are_rendered", "MailComposerTests.Too_few_offers_show_the_fallback_or_nothing", "MailComposerTests.Too_few_offers_skip_the_mail_where_the_step_says_so", "CouponMailTests.A_mail_carries_its_code_and_the_pools_words", "ExperimentTests.A_mail_puts_its_customer_in_an_arm_of_each_of_its_tests_and_a_split_in_one_of_its_paths"]),
        new(1, "Waits, branches, splits, updates, webhooks, notices and exits are steps; ids are unique and never change their kind.",
            ["AdvancingTests.A_branch_takes_the_first_arm_that_holds_and_remembers_it", "EnrollmentStoreContract.Updates_of_the_customer_are_written_with_the_run", "EnrollmentStoreContract.Webhooks_and_notices_are_rows_of_the_ledger", "JourneyFileTests.A_split_of_paths_says_what_decides_it_how_long_counts_and_who_promotes", "DraftTests.Problems_name_their_fields_and_an_id_that_changes_its_kind"]),
        new(1, "A step, field or folder that is kept for later is an error with its place.", ["ExitCodeTests.A_step_that_is_kept_for_later_is_an_error_with_its_place", "ExitCodeTests.A_field_and_a_folder_that_are_kept_for_later_are_errors_with_their_places"]),
        new(1, "Texts are templates or a map by language; a template has files by language.", ["MailComposerTests.Texts_by_language_slots_and_preheader_are_rendered", "TemplateLibraryTests.A_reader_gets_their_language_or_the_common_one"]),
        new(1, "A step that shows a partner's offer is gated as one, whatever it declares.", ["MailComposerTests.An_offer_s_link_names_its_offer_and_makes_own_mail_third_party", "MailComposerTests.Without_consent_to_offers_of_others_only_own_ones_are_shown", "GateTests.Offers_of_others_need_evidence_except_where_silence_means_yes"]),
        new(1, "Transactional mail obeys only a suppression for an address that does not exist; unsubscribing never stops it.",
            ["GateTests.Transactional_mail_leaves_whatever_marketing_may_not", "GateTests.An_address_that_does_not_exist_gets_nothing_at_all", "CapTests.A_receipt_counts_nothing_and_waits_for_nothing", "BrakeTests.It_holds_marketing_over_a_restart_and_lets_receipts_go", "PacerTests.A_warm_up_holds_marketing_and_never_a_receipt"]),
    ];
}
