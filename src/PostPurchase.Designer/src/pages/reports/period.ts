/** The last days up to the latest day that it is anywhere in these zones: of several stores none is left out. */
export function lastDays(count: number, zones: string[], now: Date): { from: string; to: string } {
  // en-CA writes days as 2026-01-31, which sort as text.
  const days = (zones.length === 0 ? ['UTC'] : zones).map((timeZone) =>
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now),
  );
  const to = days.reduce((latest, day) => (day > latest ? day : latest));
  const first = new Date(`${to}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() - count + 1);
  return { from: first.toISOString().slice(0, 10), to };
}
