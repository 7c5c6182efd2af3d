/** The list of the mails of a journey, or of one of its steps, that failed here and wait for a decision. */
export const failedMails = (journey: string, step?: string) =>
  `/deliveries?${new URLSearchParams({ state: 'parked', journey, ...(step ? { step } : {}) })}`;
