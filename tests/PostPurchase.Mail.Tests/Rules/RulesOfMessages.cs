namespace PostPurchase.Mail.Tests.Rules;

/// <summary>What a message must be like.</summary>
internal static class RulesOfMessages
{
    public static MailRule[] All { get; } =
    [
        new("lines", "RFC 5322 2.1.1; RFC 5321 4.5.3.1.6", "No line over 998 octets, 76 where we decide; a long line of HTML too.",
            ["QuotedPrintableTests.A_long_line_is_broken_at_76_with_the_break_included", "QuotedPrintableTests.Any_text_decodes_to_itself_on_short_clean_lines", "MessageRoundTripTests.Known_troublemakers_read_back_equal", "MessageWriterTests.A_message_of_a_megabyte_outgrows_every_estimate_and_stays_right"]),
        new("quoted-printable", "RFC 2045 6.7", "Lines of at most 76 with the break, space and tab at an end encoded, no character cut, a dot or From at a line start escaped; reads back equal.",
            ["QuotedPrintableTests.Text_is_encoded_like_this", "QuotedPrintableTests.A_character_of_four_bytes_near_the_end_of_a_line_stays_whole", "QuotedPrintableTests.A_dot_or_from_that_a_soft_break_puts_at_a_line_start_is_escaped", "QuotedPrintableTests.Any_bytes_taken_as_text_decode_to_themselves", "MessageRoundTripTests.Random_text_in_names_subject_header_file_name_and_bodies_reads_back_equal"]),
        new("folding", "RFC 5322 2.2.3, 3.2.2", "Folded at white space only, no line of white space alone, never inside an address to unsubscribe at; long References fold between their ids.",
            ["MessageWriterTests.A_long_unsubscribe_address_is_never_broken", "MessageWriterTests.Many_references_are_folded_between_them", "MessageRoundTripTests.Known_troublemakers_read_back_equal"]),
        new("encoded words", "RFC 2047 2", "Each at most 75, its line at most 76, whole characters, the space between two inside one.",
            ["MessageRoundTripTests.Random_text_in_names_subject_header_file_name_and_bodies_reads_back_equal", "MessageRoundTripTests.Known_troublemakers_read_back_equal", "MessageRoundTripTests.Naughty_strings_read_back_equal_and_add_no_header"]),
        new("parameters", "RFC 2231", "File names in any script, with quotes and of any length, in pieces, besides a plain one for old readers.",
            ["MessageRoundTripTests.Random_text_in_names_subject_header_file_name_and_bodies_reads_back_equal", "MessageWriterTests.Images_and_attachments_nest_as_mixed_alternative_related"]),
        new("display names", "RFC 5322 3.4", "Specials quoted, quotes and backslashes escaped, other scripts encoded; a name like an address stays a name.",
            ["MessageRoundTripTests.Known_troublemakers_read_back_equal", "MessageWriterTests.A_marketing_message_is_written_like_this"]),
        new("ids and dates", "RFC 5322 3.6", "A Message-ID on the sender's domain, never twice; Date with day and zone; MIME-Version.",
            ["ReturnPathTests.A_million_sends_have_a_million_message_ids", "MessageWriterTests.A_marketing_message_is_written_like_this", "MessageRefusalTests.An_id_that_makes_no_message_id_is_refused", "IdSourceTests.Threads_never_get_the_same_id"]),
        new("parts", "RFC 2046 5.1; RFC 2387", "Text beside HTML, made from it with its links where there is none; pictures related, files mixed.",
            ["MessageWriterTests.Images_and_attachments_nest_as_mixed_alternative_related", "PlainTextTests.Html_reads_as_text_like_this", "MessageWriterTests.Text_alone_is_one_part_that_ends_with_a_line_end"]),
        new("automatic mail", "RFC 3834 5", "Receipts and notices say auto-generated, newsletters do not; nothing is answered automatically.",
            ["MessageWriterTests.An_automatic_notice_says_so_and_a_newsletter_does_not", "BounceIntakeTests.An_automatic_answer_never_counts"]),
        new("one click", "RFC 8058; Gmail and Yahoo sender rules", "One https address and the post header, both signed; a POST acts at once without cookie or redirect, a GET changes nothing, a forged token does nothing.",
            ["MessageWriterTests.A_marketing_message_is_written_like_this", "DkimSignerTests.From_and_subject_are_signed_once_more_than_they_occur_and_both_unsubscribe_fields_are_covered", "MessageLintTests.Marketing_without_one_click_is_found", "MessageRefusalTests.An_unsubscribe_address_that_no_provider_would_take_is_refused", "TrackingTests.Looking_at_unsubscribe_changes_nothing_and_posting_to_it_acts_at_once", "TrackingTests.A_token_that_was_not_made_here_leads_nowhere", "TrackingTests.A_look_with_HEAD_is_no_human_click"]),
        new("list headers", "RFC 2369, 2919", "Angle brackets, commas, List-Id of the shop.",
            ["MessageWriterTests.A_marketing_message_is_written_like_this", "MessageWriterTests.A_long_unsubscribe_address_is_never_broken", "DeliveringTests.Marketing_can_be_left_and_a_receipt_cannot"]),
        new("Feedback-ID", "Gmail", "Four parts, the last of 5 to 15 characters.",
            ["MessageLintTests.A_feedback_id_that_gmail_ignores_is_found", "DkimSignerTests.From_and_subject_are_signed_once_more_than_they_occur_and_both_unsubscribe_fields_are_covered"]),
        new("DKIM", "RFC 6376, 8301, 8463", "rsa-sha256, relaxed, over the final bytes, From and Subject once more than they occur, no l=; Ed25519 beside it where there is a key.",
            ["DkimSignerTests.The_relaxed_body_is_that_of_the_standard", "DkimSignerTests.The_relaxed_header_is_that_of_the_standard", "DkimSignerTests.No_length_tag_is_written", "DkimVerifierTests.Signatures_of_random_messages_verify", "DkimVerifierTests.A_message_that_was_changed_on_the_way_does_not_verify", "DkimVerifierTests.Opendkim_agrees", "MailauthTests.A_third_verifier_takes_both_signatures_and_refuses_what_was_changed", "Ed25519Tests.The_message_of_the_standards_example_gets_its_signature", "Ed25519Tests.Another_verifier_takes_both_and_refuses_what_was_changed"]),
        new("large senders", "Gmail FAQ of 2026, Yahoo, Outlook.com", "SPF, DKIM, DMARC and names that lead back; aligned; one-click; true subjects; no badges; no hidden text; each message linted; a warning before 5,000 a day.",
            ["SenderDoctorTests.A_sender_who_published_everything_is_fine", "SenderDoctorTests.A_name_that_does_not_lead_back_to_its_address_is_wrong", "MessageLintTests.A_signature_of_another_domain_is_found_and_one_above_or_below_is_not", "MessageLintTests.A_subject_that_pretends_to_be_an_answer_is_found", "MessageLintTests.A_badge_in_the_name_is_found", "MessageLintTests.Much_hidden_text_is_found_and_a_preheader_is_not", "MessageLintTests.A_sender_at_a_mailbox_provider_and_one_that_cannot_be_answered_are_found", "ReturnedMailTests.Health_warns_before_Gmail_takes_the_sender_for_a_bulk_sender", "DkimSignerTests.A_public_key_and_a_short_key_are_refused"]),
        new("streams", "Yahoo; Outlook.com", "Receipts, own and partner mail may leave from senders and servers of their own.",
            ["DeliveryLoopTests.A_server_that_rests_holds_its_own_streams_only"]),
        new("published records", "RFC 7208, 6376 3.6, 7489; RFC 8461", "The doctor prints SPF, DKIM and DMARC and checks them, the MX and the names.",
            ["DoctorCommandTests.What_a_domain_has_published_is_looked_up_and_judged", "DoctorCommandTests.Both_keys_are_printed_and_looked_up_for_a_domain_below_theirs_too", "SenderDoctorTests.An_spf_record_is_judged", "SenderDoctorTests.A_dkim_record_is_judged", "SenderDoctorTests.A_dmarc_policy_is_judged", "Ed25519Tests.The_doctor_asks_for_both_records"],
            NotHere: "MTA-STS is the receiving side's: the doctor does not look for the shop's own policy."),
        new("spam filters", "SpamAssassin 4", "Every template that is shipped scores under 1.0.",
            ["TemplateSpamTests.No_template_scores_one_or_more", "SpamAssassinTests.The_shape_of_our_messages_scores_under_one"]),
    ];
}
