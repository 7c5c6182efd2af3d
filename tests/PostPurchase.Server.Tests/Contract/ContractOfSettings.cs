namespace PostPurchase.Server.Tests.Contract;

/// <summary>Settings.</summary>
internal static class ContractOfSettings
{
    public static ContractRow[] All { get; } =
    [
        new(5, "The file, the environment and flags, the later wins.", ["SettingsTests.The_environment_wins_over_the_file", "SettingsTests.A_flag_wins_over_the_environment_and_the_file", "SettingsTests.A_list_of_a_later_source_replaces_the_earlier_one_however_it_is_written"]),
        new(5, "An unknown or bad setting stops the start with its name.", ["SettingsTests.A_setting_that_is_unknown_or_bad_stops_the_start_by_name", "SettingsTests.A_flag_that_is_unknown_stops_every_command_that_reads_settings_by_name", "SettingsTests.A_flag_without_a_value_is_a_wrong_argument"]),
        new(5, "Secrets are never printed.", ["SettingsTests.A_secret_is_never_printed", "SettingsTests.A_flag_that_is_a_secret_is_never_printed"]),
        new(5, "Mail is captured where nothing else is said.", ["WebContractTests.Without_a_setting_mail_is_captured_and_nothing_leaves", "DeliveringTests.A_due_mail_is_captured_accepted_and_wakes_its_run"]),
        new(5, "Redirected mail goes to one address.", ["RealMailTests.Redirected_mail_goes_to_one_address_and_names_the_first_one_in_a_header_only", "DeliveringTests.With_redirect_all_mail_goes_to_one_address", "BounceIntakeTests.A_redirected_mail_that_comes_back_says_nothing_about_the_customer"]),
        new(5, "With approve the first twenty mails of a journey wait for a click.", ["WebContractTests.With_approve_the_first_twenty_mails_of_a_journey_wait_for_a_click", "DeliveringTests.With_approval_the_first_mails_of_a_journey_wait_for_a_word", "DeliveringTests.An_approval_outlives_a_later_hold_and_a_restart"]),
        new(5, "Live mail needs a postal address, a sender, and an address that customers reach.", ["BrandStartTests.Live_mail_is_refused_without_a_postal_address_and_starts_with_one_of_the_form", "SettingsTests.Live_mail_needs_a_sender_and_an_address_from_outside", "GoLiveTests.Live_is_refused_without_what_it_needs_and_nothing_is_kept"]),
        new(5, "One transport or several by name, each with its security, user and password.", ["RealMailTests.Live_mail_goes_to_its_recipients_with_all_that_it_needs", "FallbackTests.A_server_where_nobody_can_log_in_is_stood_in_for", "DeliveryLoopTests.A_server_that_rests_holds_its_own_streams_only"]),
        new(5, "Streams may have a transport, a sender, a link host and a key of their own.", ["SettingsTests.A_stream_with_a_sender_of_its_own_signs_by_a_key_of_its_own"]),
        new(5, "DKIM keys that cannot sign stop the start.", ["SettingsTests.A_dkim_key_that_cannot_sign_stops_the_start_by_name"]),
        new(5, "A store has name, sender, address, zone, currency and locale; several have keys.", ["StoreSettingsTests.What_is_set_in_the_app_is_in_force_at_once_and_after_the_next_start", "StoreSettingsTests.What_the_environment_says_counts_and_is_locked_in_the_app", "LookTests.A_postal_address_of_the_settings_counts_first"]),
        new(5, "A source has a kind, a secret and the one before it.", ["SignatureTests.The_previous_secret_is_accepted_while_it_is_being_changed", "SignatureVectorTests.Every_published_vector_of_the_four_schemes_is_judged_as_published"]),
        new(5, "The lists of consent are the owner's.", ["ConsentRulesTests.The_shops_own_lists_replace_the_built_in_ones", "ConsentRulesTests.A_list_may_name_unions_instead_of_their_members", "SettingsTests.A_code_that_no_country_has_stops_the_start_since_nobody_would_be_meant"]),
        new(5, "The database is SQLite.", ["DatabaseTests.Opening_again_keeps_what_is_there"], NotHere: "PostgreSQL is reserved: the start is refused with \"not available in this version\"."),
        new(5, "Without a key only this machine is let in, where that is switched on.", ["ApiTests.People_at_this_machine_need_no_key_where_that_is_switched_on", "AccessTests.Another_sites_page_cannot_sign_anybody_in"]),
    ];
}
