/** A line that only one of two texts has. */
export type LineChange = { kind: 'removed' | 'added'; text: string };

// Beyond it the lines in between count as all different, rather than that the page stands still.
const mostPairs = 4_000_000;

/** What differs between two texts, line by line in their order; of lines that were replaced the old ones come first. */
export function lineChanges(before: string, after: string): LineChange[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let from = 0;
  while (from < old.length && from < now.length && old[from] === now[from]) from++;
  let same = 0;
  while (same < old.length - from && same < now.length - from && old[old.length - 1 - same] === now[now.length - 1 - same]) same++;
  return between(old.slice(from, old.length - same), now.slice(from, now.length - same));
}

/** By their longest common subsequence. */
function between(old: string[], now: string[]): LineChange[] {
  const changes: LineChange[] = [];
  const common = old.length * now.length > mostPairs ? null : commonOf(old, now);
  const at = (i: number, j: number) => common?.[i]?.[j] ?? 0;
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (common && i < old.length && j < now.length && old[i] === now[j]) {
      i++;
      j++;
    } else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1)))
      changes.push({ kind: 'removed', text: old[i++] ?? '' });
    else changes.push({ kind: 'added', text: now[j++] ?? '' });
  }
  return changes;
}

/** How many lines the rests from each pair on have in common. */
function commonOf(old: string[], now: string[]): Uint32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const [row, below] = [table[i] as Uint32Array, table[i + 1] as Uint32Array];
    for (let j = now.length - 1; j >= 0; j--)
      row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return table;
}
