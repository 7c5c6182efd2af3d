namespace PostPurchase.Server.Tests.Contract;

/// <summary>Addresses.</summary>
internal static class ContractOfWeb
{
    public static ContractRow[] All { get; } =
    [
        new(4, "/ is the app.", ["DemoTests.The_first_page_opens_in_a_browser_without_an_error", "IntakeTests.Health_and_the_page_for_an_unbuilt_app_answer_with_safe_headers"]),
        new(4, "/hooks/{source} takes what a source of the settings signed.", ["IntakeTests.A_signed_webhook_is_stored_and_a_forged_one_is_not", "WebContractTests.A_hook_of_no_source_and_a_postback_of_no_network_are_not_found"]),
        new(4, "/api/v1 is for keys with scopes, and /openapi/v1.json describes it.", ["IntakeTests.Without_a_key_or_with_another_scope_nothing_is_taken", "IntakeTests.The_API_describes_itself", "AccessTests.A_role_may_what_it_may_and_no_more", "SchemaTests.The_types_of_the_web_app_have_the_addresses_and_fields_that_the_server_has_now"]),
        new(4, "/c/{token} leads to the stored address only, and is kept by no cache.", ["TrackingTests.A_click_leads_to_the_stored_address_and_is_kept", "TrackingTests.A_token_that_was_not_made_here_leads_nowhere", "TrackingTests.A_look_with_HEAD_is_no_human_click", "CommissionTests.Links_lead_where_they_shall_while_nothing_can_be_written"]),
        new(4, "/o/{token}.gif is the picture of a mail.", ["WebContractTests.The_picture_of_a_mail_is_a_gif_that_no_cache_keeps_and_is_an_open", "WebContractTests.A_picture_of_no_mail_of_ours_is_none_that_counts"]),
        new(4, "/u/{token} shows a page by GET and unsubscribes by POST.", ["TrackingTests.Looking_at_unsubscribe_changes_nothing_and_posting_to_it_acts_at_once", "CustomerPageTests.They_do_what_they_say_without_script"]),
        new(4, "/p/{token} keeps preferences kind by kind.", ["TrackingTests.Preferences_are_kept_kind_by_kind"]),
        new(4, "/v/{token} shows the mail in a browser, without scripts.", ["TrackingTests.The_mail_is_shown_in_a_browser_without_scripts"]),
        new(4, "/r/{token} records a choice by POST.", ["TrackingTests.A_choice_is_recorded_by_posting_only"]),
        new(4, "/a/{hash} is a picture that was uploaded.", ["TemplateEditingTests.A_picture_is_known_by_its_content_and_served_for_good"]),
        new(4, "Surveys and articles are kept for later.", ["WebContractTests.Addresses_that_are_kept_for_later_say_so", "WebContractTests.An_address_of_a_mail_or_a_store_that_is_wrong_is_no_page_of_the_app"], NotHere: "/s and /h are answered 404, \"not available in this version\"."),
        new(4, "/postbacks/{network}/{secret} takes what a network reports.", ["CommissionTests.A_postback_on_the_links_token_goes_back_to_the_mail_that_earned_it", "CommissionTests.What_is_not_right_is_refused", "PostbackListTests.Of_a_list_with_bad_rows_the_rest_is_booked_and_each_is_answered_alone", "ClickBankNoticeTests.A_sealed_sale_and_its_refund_are_recorded"]),
        new(4, "/healthz answers while the process lives, /readyz while it works.", ["IntakeTests.Health_and_the_page_for_an_unbuilt_app_answer_with_safe_headers", "RestoredServerTests.A_restored_server_takes_events_and_sends_nothing_until_somebody_confirms_also_while_it_runs"]),
        new(4, "Measures and traces go out by OTLP, to an address that was given, without a customer's.", ["TelemetryTests.Spans_and_measures_go_to_the_collector_without_an_address", "TelemetryTests.Nothing_is_exported_where_no_address_is_given"]),
    ];
}
