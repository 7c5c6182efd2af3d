/** Texts of the dialogs: publishing, versions, simulation, people behind numbers. */
export const history = {
  title: 'Versions',
  current: 'In force',
  version: 'Version',
  inside: (n: number) => (n === 1 ? '1 person inside' : `${n} people inside`),
  by: (who: string | null, when: string) => (who ? `Published by ${who}, ${when}` : `Read from the folder, ${when}`),
  show: 'Show',
  restore: 'Restore as draft',
  noChange: 'Only comments or spacing changed.',
  empty: 'No version yet',
  emptyText: 'Each time you publish, the version is kept here: who, when, and what changed.',
};

export const publishing = {
  title: 'Publish the journey',
  inForce: 'In force now',
  fresh: 'New version',
  file: 'File',
  same: 'does the same',
  changes: 'What changes',
  first: 'What is published',
  noChanges: 'Nothing differs from what is in force, except perhaps comments.',
  people: 'People inside',
  nobody: 'Nobody is inside an older version.',
  finish: (n: number) => (n === 1 ? '1 person finishes on the old version' : `${n} people finish on the old version`),
  versionOf: (who: string | null, when: string) =>
    who ? `the version published by ${who}, ${when}` : `the version read from the folder, ${when}`,
  insideVersion: (version: string, n: number) => `${n} on ${version}`,
  move: 'Move them to the new version',
  moveLater: 'PostPurchase cannot move people between versions yet.',
  theirs: 'Somebody else changed this draft after you opened it. What you see here is the draft with their changes.',
  stale: 'Another version was put in force since this draft was begun. What changes below is against that one.',
  blocked: 'It cannot be published while it has errors',
  toLookAt: 'Look at this before you publish',
  forbidden: 'Law or program terms forbid this',
  warned: 'Worth a look',
  note: 'What is this version about?',
  notePlaceholder: 'Shorter wait before the first tips',
  go: 'Publish',
  seeInForce: 'Show what is in force',
  asDraft: 'Publish, take nobody in yet',
  live: 'Publish and go live',
  keepDraft: 'The journey is a draft: it takes nobody in until it is live.',
  done: (version: string, file: string) => `Version ${version} is in force and written to ${file}.`,
  old: (n: number) =>
    n === 0
      ? 'Nobody was inside an older version.'
      : n === 1
        ? '1 person finishes on the older version.'
        : `${n} people finish on the older version.`,
  nowIs: { live: 'The journey is live.', paused: 'The journey is paused.', draft: 'The journey takes nobody in yet.' } as Record<
    string,
    string
  >,
};

export const simulating = {
  title: 'Simulate',
  intro:
    'Plays purchases through this text as it stands, with a clock of its own. Nothing is sent, and nobody opens or clicks. The result is not kept: it goes when you close this.',
  source: 'Purchases',
  sources: { sample: 'Twelve sample customers', recent: 'Real ones of the last 30 days', customer: 'One customer' } as Record<
    string,
    string
  >,
  customer: 'Customer',
  customerHint: 'Address or name',
  limit: 'People',
  buyers: (played: string, all: string) => `${played} of ${all} buyers of the last 30 days, taken evenly over that time.`,
  days: 'Days',
  others: 'With the other live journeys',
  run: 'Run',
  progress: 'How far it is',
  percent: (n: number) => `${n}%`,
  perDay: 'Mails a day',
  dayOf: (day: string, sent: number, held: number, skipped: number) => `${day}: ${sent} sent, ${held} held, ${skipped} skipped`,
  reasons: 'Why mails were held or skipped',
  became: { send: 'sent', hold: 'held', skip: 'skipped' } as Record<string, string>,
  people: 'Calendar',
  calendar: 'Calendar of each customer',
  nobody: 'Nobody entered the journey. Look at what it starts on, or choose other purchases.',
  mail: 'Mail',
  totals: {
    people: 'People',
    entered: 'Runs',
    sent: 'Sent',
    held: 'Held',
    skipped: 'Skipped',
    finished: 'Finished',
    exited: 'Left early',
  },
  states: {
    stopped: 'It took too long and was stopped. Take fewer people or days.',
    cancelled: 'It was cancelled.',
    failed: 'It failed.',
  } as Record<string, string>,
  actions: {
    enter: 'Enters',
    send: 'Gets',
    hold: 'Is held at',
    skip: 'Is skipped at',
    branch: 'Goes by',
    exit: 'Leaves',
    finish: 'Finishes',
  } as Record<string, string>,
};

export const switching = {
  title: 'Status of the journey',
  titles: { live: 'Go live', paused: 'Pause the journey', draft: 'Take the journey out of service' } as Record<string, string>,
  go: { live: 'Go live', paused: 'Pause', draft: 'Take out of service' } as Record<string, string>,
  entersAgain: 'New people enter from now on.',
  entersNobody: 'Nobody new enters.',
  clocks: (n: number) =>
    n === 0 ? 'Nobody is inside.' : n === 1 ? '1 person is inside: their clock goes on.' : `${n} people are inside: their clocks go on.`,
  finishInside: (n: number) =>
    n === 0 ? 'Nobody is inside.' : n === 1 ? '1 person inside finishes as planned.' : `${n} people inside finish as planned.`,
  holds: (n: number) =>
    n === 0
      ? 'No marketing mail waits now; those that fall due are held.'
      : n === 1
        ? '1 marketing mail that waits is held.'
        : `${n} marketing mails that wait are held.`,
  resumes: (n: number) =>
    n === 0 ? 'No mail is waiting.' : n === 1 ? '1 marketing mail that waits goes on.' : `${n} marketing mails that wait go on.`,
  transactional: (n: number) =>
    n === 0
      ? 'Transactional mail is not stopped.'
      : `Transactional mail is not stopped: ${n === 1 ? '1 leaves' : `${n} leave`} as planned.`,
  late: {
    skip: 'Marketing mail that is late by then is skipped.',
    send: 'Marketing mail that is late by then is still sent.',
    next_window: 'Marketing mail that is late by then goes at its next hour.',
  } as Record<string, string>,
};

export const behind = {
  title: (what: string, step: string) => `${what}: ${step}`,
  inside: (journey: string) => `Inside: ${journey}`,
  what: {
    people: 'Here now',
    sent: 'Sent',
    clicked: 'Clicked by a person',
    held: 'Held',
    skipped: 'Skipped',
    earned: 'Earned a commission',
  } as Record<string, string>,
  customer: 'Customer',
  step: 'Step',
  next: 'Goes on',
  mail: 'Mail',
  at: 'When',
  since: (when: string) => `inside since ${when}`,
  onVersion: (version: string) => `finishes on the older version ${version}`,
  older: 'Who began on an older version finishes on it: what a card says now is for those who come later.',
  noInstant: 'when something happens',
  nobody: 'Nobody is here now.',
  noSends: 'There are none.',
};
