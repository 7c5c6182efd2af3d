namespace PostPurchase.Server.Tests.Contract;

/// <summary>The command line.</summary>
internal static class ContractOfCommands
{
    public static ContractRow[] All { get; } =
    [
        new(3, "0 is fine, 1 means that the answer is no or it failed, 2 that the arguments are wrong; errors are lines on the error stream.",
            ["ExitCodeTests.Fine_is_0_and_says_nothing_on_the_error_stream_but_progress", "ExitCodeTests.What_failed_is_1_with_a_line_that_names_it", "ExitCodeTests.Wrong_arguments_are_2_with_nothing_on_the_output", "PlainCommandTests.Wrong_arguments_are_told_one_a_line_with_the_command_whose_help_says_more"]),
        new(3, "--json prints for programs, by keys that stay.",
            ["JsonOutputTests.Validate_prints_a_line_for_each_problem_and_nothing_where_there_is_none", "JsonOutputTests.Verify_prints_a_line_for_each_rule_that_is_broken_and_nothing_of_a_sound_ledger", "JsonOutputTests.Simulate_prints_where_the_timeline_is_and_how_often_each_action_came", "JsonOutputTests.Import_prints_what_was_new_what_was_known_and_what_started", "JsonOutputTests.Doctor_prints_a_line_for_each_finding", "JsonOutputTests.Address_prints_a_line_for_each_address", "JsonOutputTests.A_report_is_one_object", "JsonOutputTests.What_prints_nothing_but_JSON_takes_the_word_too"]),
        new(3, "demo fills four weeks by virtual time in a folder of its own, captures all mail, and serves.",
            ["DemoTests.The_demo_plays_four_weeks_and_parks_nothing", "DemoTests.The_demo_answers_without_a_key_on_this_machine", "DemoTests.The_first_page_opens_in_a_browser_without_an_error"]),
        new(3, "serve refuses a folder that was named and is not there, and says what is empty or broken.",
            ["StartTests.A_folder_that_was_named_and_is_not_there_stops_the_start", "StartTests.Folders_that_are_empty_or_not_there_yet_are_said_since_the_first_run_fills_them", "StartTests.A_template_that_validate_refuses_is_told_at_the_start_as_validate_tells_it"]),
        new(3, "validate checks journeys, segments, templates and offers, each problem as file:line:col.", ["ValidateCommandTests.Sound_files_are_fine", "ValidateCommandTests.Every_problem_has_its_place_and_a_suggestion", "ValidateCommandTests.A_template_that_is_not_there_is_a_problem_of_the_journey"]),
        new(3, "simulate plays drafts too through the same core, gate and renderer; the same input gives the same bytes.",
            ["SimulatorTests.Two_runs_give_the_same_bytes", "SimulatorTests.The_timeline_tells_the_story_in_order_with_reasons", "SimulatorTests.Events_from_before_the_start_are_history", "CdnowTests.The_shipped_journeys_play_two_thirds_of_a_year_the_same_way_twice", "SameAsServedTests.The_shipped_journeys_send_the_same_mails_to_the_same_people_at_the_same_local_times"]),
        new(3, "In a simulation nobody opens or clicks by themselves.", ["TriggerContractTests.Without_a_model_of_their_answers_nobody_clicks"]),
        new(3, "preview renders one message or a part of it, also of a step and a variant.", ["PreviewCommandTests.A_variant_is_shown_as_it_would_be_sent", "PreviewCommandTests.A_variant_that_does_not_exist_is_refused_with_those_that_do", "PreviewCommandTests.The_mail_of_a_parcel_is_shown_with_the_order_that_came_before"]),
        new(3, "template runs the bare language; its errors name the text and its place.",
            ["TemplateCommandTests.A_template_is_rendered_with_its_model_and_partials", "TemplateCommandTests.An_error_prints_nothing_on_the_output_and_names_the_source_text", "TemplateCommandTests.Partials_without_path_or_text_are_errors_at_their_include", "TemplateCommandTests.The_published_cases_come_out_as_expected"]),
        new(3, "import loads history of each kind and starts nothing unless that is wanted.",
            ["ImportCommandTests.Nobody_enters_unless_that_is_wanted_and_a_preview_says_who_would", "ImportCommandTests.Rows_of_one_order_are_one_purchase_that_is_stored_once", "ImportCommandTests.Orders_as_Shopify_exports_them_are_read", "ImportCommandTests.Customers_are_loaded_with_their_consent", "ImportCommandTests.A_bad_row_is_named_and_nothing_is_loaded"]),
        new(3, "send-test sends one real message, labelled as a test.", ["SendTestCommandTests.Each_test_is_a_message_of_its_own_to_the_address_that_was_given", "SendTestCommandTests.A_server_that_does_not_answer_is_told_in_words", "SendTestCommandTests.What_keeps_it_from_leaving_is_said"]),
        new(3, "bounce reads a message, or classifies files on one line a recipient.", ["PlainCommandTests.A_bounce_is_classified_on_one_line_a_recipient", "PlainCommandTests.Mail_that_is_no_bounce_is_said_to_change_nothing", "ReturnedMailTests.A_report_by_pipe_is_written_to_the_ledger_beside_the_running_server"]),
        new(3, "address gives one verdict a line.", ["PlainCommandTests.Each_address_gets_one_verdict"]),
        new(3, "stats prints the bare formulas.", ["PlainCommandTests.Two_arms_are_compared", "PlainCommandTests.The_sample_ratio_of_even_arms_is_not_suspicious", "StatsCommandTests.Results_come_in_order_with_the_keys_that_apply"]),
        new(3, "verify finds duplicates, gaps and orphans, and lists what is in doubt.", ["SendRecoveryContract.A_sound_ledger_has_no_findings", "SendRecoveryContract.The_audit_finds_what_cannot_be", "KillTests.Every_mail_leaves_once_through_kills_but_those_in_doubt"]),
        new(3, "backup copies while it runs; what is restored sends nothing until it is confirmed.",
            ["BackupTests.A_copy_made_while_others_write_holds_each_write_whole", "BackupTests.What_is_restored_holds_the_backup_and_starts_quarantined", "BackupTests.A_database_that_runs_is_not_restored_over", "RestoredServerTests.A_restored_server_takes_events_and_sends_nothing_until_somebody_confirms_also_while_it_runs"]),
        new(3, "key add prints only the key; user add makes an account; doctor, bench, report and offers do what they are named for.",
            ["PlainCommandTests.A_key_is_printed_alone_and_its_name_is_taken_then", "DoctorCommandTests.What_is_missing_is_said", "BenchCommandTests.Bench_measures_everything_and_leaves_nothing_behind", "ImportCommissionsTests.The_report_says_what_matches_nothing_and_what_has_no_rate", "OffersPullTests.It_prints_what_was_taken_and_what_was_set_aside"]),
        new(3, "A second runner on the same database is refused.", ["IntakeTests.A_second_runner_on_the_same_database_is_refused", "RunnerLeaseTests.The_second_runner_is_told_who_runs"]),
        new(3, "A command that is kept for later says that it is not available.", ["PlainCommandTests.Reserved_names_are_not_available"]),
    ];
}
