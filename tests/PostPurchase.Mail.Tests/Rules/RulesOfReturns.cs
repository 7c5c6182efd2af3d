namespace PostPurchase.Mail.Tests.Rules;

/// <summary>What comes back, and what it may change.</summary>
internal static class RulesOfReturns
{
    public static MailRule[] All { get; } =
    [
        new("5xx is no hard bounce", "589 labelled bounces", "People are suppressed for a reason, never for a class of codes: address unknown, domain unknown, moved, complaints.",
            ["LabelledBounceTests.Nobody_is_suppressed_who_should_not_be", "LabelledBounceTests.The_reason_is_right_for_at_least_95_percent_of_recipients", "ReplyClassifierTests.A_temporary_reply_never_suppresses", "ReplyClassifierTests.Only_a_missing_address_or_domain_or_a_move_suppresses", "BounceIntakeTests.Other_reasons_stand_on_the_ledger_and_suppress_nobody"]),
        new("reports", "RFC 3464, 3461, 6522, 6533", "Fields in any order, folded, with comments, in base64, several recipients, several blank lines, global forms.",
            ["FeedbackReaderTests.A_report_gives_recipient_status_reason_and_action", "FeedbackReaderTests.Fields_are_read_in_any_order_and_with_all_liberties", "FeedbackReaderTests.Each_recipient_of_a_report_has_its_own_reason", "LabelledBounceTests.Each_recipient_is_reported_once", "FeedbackFuzzTests.Damaged_reports_are_always_read", "FeedbackFuzzTests.Damaged_real_messages_are_read_quickly"]),
        new("bounces in prose", "qmail, Exim, Postfix, Notes and others", "What is no report is read by its words: about half of the real ones.",
            ["ProseTests.Qmail_lists_each_address_with_its_answer", "ProseTests.Exim_names_the_failed_recipients_in_a_header", "ProseTests.Early_postfix_wraps_its_answers", "ProseTests.Other_shapes_are_read_alike", "ProseTests.A_report_that_came_only_as_html_is_read"]),
        new("complaints", "RFC 5965, 6591", "A complaint suppresses at once and counts; a redacted one is known by the mail that it shows; a removal request is no call of spam.",
            ["FeedbackReaderTests.A_complaint_names_every_recipient_and_suppresses", "FeedbackReaderTests.A_redacted_complaint_is_about_the_mail_that_it_shows", "BounceIntakeTests.A_report_of_a_feedback_loop_is_known_by_the_message_id_that_it_quotes", "BrakeTests.A_removal_request_is_no_call_of_spam"]),
        new("no bounces", "RFC 3834, 8098", "Automatic answers, delays, receipts of reading and ordinary mail never count.",
            ["FeedbackReaderTests.Automatic_answers_are_ignored", "FeedbackReaderTests.What_has_not_failed_never_counts", "FeedbackReaderTests.Ordinary_mail_and_receipts_are_nothing", "LabelledBounceTests.Automatic_answers_deliveries_and_ordinary_mail_never_count", "ProseTests.A_warning_is_no_failure"]),
        new("forged bounces", "none", "Without a token of ours nothing changes, nor with one of another key or shop.",
            ["BounceIntakeTests.A_forged_report_changes_nothing", "ReturnPathTests.A_token_changed_in_any_place_is_refused", "ReturnPathTests.Another_key_makes_nothing_valid", "ReturnedMailTests.Forged_calls_and_calls_without_a_token_of_ours_change_nothing", "BounceFolderTests.Other_mail_and_forged_reports_are_moved_without_an_effect"]),
        new("what a bounce does", "practice of large senders", "A missing address at once, a full mailbox after weeks and for marketing only, policy and reputation rest the domain and nobody's address; a provider's words go before its category.",
            ["BounceIntakeTests.A_bounce_says_why_on_the_ledger_and_suppresses_an_address_that_does_not_exist", "BounceIntakeTests.A_mailbox_that_stays_full_for_weeks_gets_no_more_marketing_and_still_receipts", "BounceIntakeTests.A_domain_that_refuses_for_the_senders_name_is_told_to_delivery", "PacerTests.A_domain_that_sent_mail_back_rests_for_marketing_ever_longer", "BounceIntakeTests.A_domain_that_rests_goes_on_resting_after_a_restart", "SesTests.A_bounce_is_judged_by_the_words_before_the_category", "ProviderTests.SendGrid_events_are_judged_by_the_words", "ProviderTests.Postmark_categories_give_way_to_the_words", "ProviderTests.Mailgun_events_are_judged_by_the_words"]),
        new("ways in", "none", "Pipe, watched maildir, signed calls of four providers; twice is once.",
            ["ReturnedMailTests.A_report_by_pipe_is_written_to_the_ledger_beside_the_running_server", "ReturnedMailTests.The_watched_maildir_is_emptied_into_the_ledger", "ReturnedMailTests.A_providers_signed_call_is_stored_and_acted_on_once", "BounceIntakeTests.The_same_report_twice_changes_nothing_more_nor_does_another_way_in", "SesTests.A_notification_is_believed_with_the_right_signature_only", "PlainCommandTests.A_bounce_is_classified_on_one_line_a_recipient"]),
        new("brake", "Gmail: under 0.3 %", "Too many complaints, bounces or errors stop the journey and say so.",
            ["BrakePolicyTests.Complaints_and_bounces_stop_it_over_their_rate_from_500_mails", "BrakeTests.What_comes_back_puts_the_brake_on", "BrakeTests.It_holds_marketing_over_a_restart_and_lets_receipts_go"]),
    ];
}
