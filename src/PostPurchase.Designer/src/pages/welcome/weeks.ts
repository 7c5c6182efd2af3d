import type { Simulation } from '../../api/types';

const mostDays = 70;

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

export const isLong = (simulation: Simulation) => simulation.mails_per_day.length > mostDays;

/** A long replay by weeks, each under its Monday: a year of days fits on no screen. */
export function byWeeks(simulation: Simulation): Simulation {
  if (!isLong(simulation)) return simulation;
  const weeks = new Map<string, Simulation['mails_per_day'][number]>();
  for (const { day, sent, held, skipped } of simulation.mails_per_day) {
    const monday = mondayOf(day);
    const week = weeks.get(monday) ?? { day: monday, sent: 0, held: 0, skipped: 0 };
    weeks.set(monday, { day: monday, sent: week.sent + sent, held: week.held + held, skipped: week.skipped + skipped });
  }
  const people = simulation.people.map((person) => ({
    ...person,
    entries: person.entries.map((entry) => ({ ...entry, day: mondayOf(entry.day) })),
  }));
  return { ...simulation, mails_per_day: [...weeks.values()], people };
}
