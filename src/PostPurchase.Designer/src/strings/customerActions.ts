/** Texts about what people do for a customer who asks. */
export const customerActions = {
  more: 'More for this customer',
  pause: 'Pause marketing',
  endPause: 'End the pause',
  pauseText: 'No marketing for a while. Receipts and parcels are still told. What waits goes on when the pause ends.',
  days: 'Days',
  consent: 'Write down consent',
  consentText: 'What the customer told you, with where and how. It is kept as evidence with your name.',
  unchanged: 'not said',
  yes: 'Agrees',
  no: 'Refuses',
  kinds: { own: 'Mails about our own products', third_party: 'Offers of others', tracking: 'Clicks and opens may be counted' },
  evidence: 'Where and how they said so',
  evidenceHint: 'For example: by phone on 3 March, asked for the newsletter.',
  suppress: 'Send no more',
  scope: 'What is not sent any more',
  scopes: { marketing: 'Marketing', third_party: 'Offers of others', everything: 'Everything, receipts too' } as Record<string, string>,
  lift: 'Lift',
  liftSure: 'Send to this address again?',
  liftOwnSure: 'Lift the shop’s own stop? They stay unsubscribed.',
  theirsToLift: 'They unsubscribed: only they can turn it on again, on their page of preferences.',
  nobodysToLift: 'Their mailbox or mail provider said so: nobody at the shop can lift it.',
  exportAll: 'Download everything about them',
  erase: 'Erase this customer',
  eraseText:
    'Name, addresses, what they wrote and their mails are deleted now, and all journeys end. Sums stay, without a name; so does what they refused: marketing that this address said no to is not sent to it again. A new order from it begins a new customer, who gets the mails about that order. This cannot be taken back, and a backup still holds it.',
  erased: 'The customer was erased: who this was is not kept any more.',
  eraseSure: 'Yes, forget who this was',
  titles: { pause: 'Pause marketing', consent: 'Write down consent', suppress: 'Send no more', erase: 'Erase this customer' } as Record<
    string,
    string
  >,
};
