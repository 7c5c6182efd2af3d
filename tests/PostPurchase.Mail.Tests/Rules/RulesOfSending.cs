namespace PostPurchase.Mail.Tests.Rules;

/// <summary>Who may be sent what, and what is made of what they do with it.</summary>
internal static class RulesOfSending
{
    public static MailRule[] All { get; } =
    [
        new("offers of others", "ePrivacy 13(2); PECR 22(3); § 7(3) UWG", "Partner offers need a consent of their own where the law says so; nobody is measured who has not agreed there.",
            ["GateTests.Offers_of_others_need_evidence_except_where_silence_means_yes", "GateTests.Who_refused_offers_of_others_still_gets_the_shops_own_mail", "ConsentRulesTests.In_strict_countries_silence_is_no_to_everything", "MailComposerTests.Without_consent_to_offers_of_others_only_own_ones_are_shown", "ComplianceCheckTests.Consent_settings_that_silence_where_a_yes_is_needed_are_told"]),
        new("receipts that sell", "16 CFR 316.3(a)(2)", "A receipt's subject is about the order, and the order comes first in its body.",
            ["ComplianceCheckTests.A_receipts_subject_may_not_promote", "ComplianceCheckTests.A_receipt_says_what_it_is_about_before_it_promotes"]),
        new("programs", "Amazon Associates, Awin", "Each program says whether mail is allowed; one that forbids a redirect gets its own address; Amazon is closed until the owner opens it.",
            ["OfferTests.A_program_that_does_not_allow_mail_is_never_mailed", "ComplianceCheckTests.A_written_out_amazon_link_is_forbidden_cloaked_undisclosed_and_needs_consent", "ComplianceCheckTests.A_written_out_link_of_a_program_without_approval_is_told", "MailComposerTests.Where_a_program_forbids_a_redirect_its_own_address_carries_the_token"]),
        new("postbacks", "Awin, Impact and others", "Unsigned reports come to an address that cannot be guessed, on tokens of ours, under a cap; Awin's form with JSON in it is read; the API is asked besides.",
            ["CommissionTests.Awins_form_with_json_in_it_is_read", "CommissionTests.Postbacks_again_and_in_another_order_change_nothing", "ConversionContract.A_token_that_is_none_of_ours_stays_unmatched_and_is_in_the_ledger", "ConversionContract.An_amount_over_the_cap_is_set_aside_until_somebody_lets_it", "NetworkPullTests.Reading_again_overlaps_and_changes_nothing"]),
        new("tokens", "ClickBank's limits", "Twenty characters that every network takes, in any case of letters.",
            ["NetworkLinkTests.A_token_fits_every_network", "LinkTokenTests.Case_does_not_matter"]),
        new("webhooks", "Shopify, WooCommerce, BigCommerce, Gumroad", "Checked on the raw bytes, stored for good, answered at once; nothing that was answered is lost.",
            ["CrashTests.What_was_answered_before_a_kill_is_there_whole", "SignatureVectorTests.Every_published_vector_of_the_four_schemes_is_judged_as_published", "WooHookTests.The_first_request_is_an_unsigned_greeting"]),
        new("ids and money", "ISO 4217", "Ids of any length, amounts exact in the exponent of their currency, never binary fractions.",
            ["MoneyTests.The_exponent_is_that_of_iso_4217", "MoneyTests.An_amount_keeps_the_scale_of_its_currency", "ShopifyHookTests.Amounts_take_the_exponent_of_their_currency", "ShopifyHookTests.An_order_is_read_with_its_ids_amounts_and_lines"]),
        new("bought together", "measured on grocery baskets", "A pair counts by lift with enough support, and chance is no reason.",
            ["AssociationTests.The_grocery_baskets_give_the_published_counts_and_exact_lifts", "OfferPickerTests.A_pair_that_chance_explains_is_no_reason"]),
        new("opens by machines", "Apple, Gmail and Yahoo proxies", "A proxy's open is nobody's.",
            ["TouchRulesTests.Proxies_open_but_nobody_read", "TouchRulesTests.An_open_of_the_scanner_beside_its_burst_is_a_machine"]),
        new("clicks by scanners", "SafeLinks and others", "Bursts, HEAD, hidden links and pairs are machines; a person two seconds later counts; the link works for all.",
            ["TouchRulesTests.A_scanners_burst_has_no_human_click", "TouchRulesTests.A_person_two_seconds_after_a_burst_counts", "TouchRulesTests.Who_follows_the_invisible_link_is_a_machine_in_all_it_does", "TouchRulesTests.Of_two_networks_in_one_second_the_later_is_the_person", "TrackingTests.A_scanner_that_follows_every_link_is_led_everywhere_and_is_no_human_click", "UserAgentTests.Every_real_crawler_is_a_machine"]),
        new("address and way out", "CAN-SPAM", "Marketing has a postal address and a way out that works without a login.",
            ["ComplianceCheckTests.Marketing_needs_an_address_and_a_way_out", "BrandStartTests.Live_mail_is_refused_without_a_postal_address_and_starts_with_one_of_the_form", "DeliveringTests.Who_unsubscribes_between_plan_and_claim_gets_nothing", "SendLedgerContract.Nothing_leaves_that_was_suppressed_between_the_claim_and_the_connection"]),
        new("CASL", "CASL 10(9), 11", "Canada counts as strict: silence is no.",
            ["ConsentRulesTests.In_strict_countries_silence_is_no_to_everything"],
            NotHere: "There is no clock that counts the two years of implied consent after a purchase: without a yes nobody in Canada gets marketing at all, which is narrower than the law."),
        new("erasure", "GDPR 17, 20", "All of a person can be taken along and erased; a refusal stays as a keyed hash.",
            ["ErasureContract.Nothing_in_the_database_says_who_an_erased_customer_was", "ErasureContract.A_refusal_stays_with_the_address", "ErasureContract.A_copy_holds_what_came_and_what_was_sent"]),
        new("disclosure", "16 CFR 255.5", "A partner product stands below a disclosure in plain words, large and dark enough to be read.",
            ["ComplianceCheckTests.A_partner_product_above_the_disclosure_is_told_with_its_place_and_source", "ComplianceCheckTests.A_disclosure_that_is_hard_to_read_is_told", "ComplianceCheckTests.The_styles_around_a_disclosure_count_and_those_that_are_closed_do_not", "MailTests.The_disclosure_stands_above_the_first_partner_product"]),
        new("pace", "Gmail, Yahoo", "A rate for each server and domain, a warm-up that holds marketing only, receipts first.",
            ["PaceTests.Over_a_long_time_the_rate_is_kept_and_used", "PaceTests.Warm_up_grows_daily_and_holds_the_rest_until_the_next_day", "PacerTests.A_warm_up_holds_marketing_and_never_a_receipt", "PacerTests.A_rate_for_each_domain_holds_that_domain_only", "DeliveringTests.Receipts_leave_before_marketing_that_was_planned_earlier"]),
    ];
}
