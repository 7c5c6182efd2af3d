const longest = 160;
const around = 24;

/** What a change did: of two long texts their differing lines, as `before → after`. */
export function changeOf(was: string | null, is: string | null): string {
  const before = plain(was);
  const after = plain(is);
  // Of long texts only the beginning was kept once, which may be alike.
  if (before === after) return '';
  if (before === null || after === null) return `${side(before)} → ${side(after)}`;
  const [from, to] = before.length > longest || after.length > longest ? differing(before, after) : [before, after];
  return `${shortened(from)} → ${shortened(to)}`;
}

/** The characters that JSON has as numbers, such as an Ö; a quote is written the short way; what belongs to its syntax, and what cannot be seen, stays. */
const plain = (text: string | null) =>
  text?.replaceAll(/(?<!\\)((?:\\\\)*)\\u([0-9a-f]{4})/gi, (written, before: string, code: string) => {
    const character = String.fromCharCode(Number.parseInt(code, 16));
    if (character === '"') return `${before}\\"`;
    return /[\\\p{C}]/u.test(character) && !/\p{Cs}/u.test(character) ? written : before + character;
  }) ?? null;

function differing(before: string, after: string): [string, string] {
  const [was, now] = apart(before.split('\n'), after.split('\n')).map((lines) => lines.join('\n').trim()) as [string, string];
  if (was.length <= longest && now.length <= longest) return [was, now];
  // Long lines (JSON) are cut where they begin to differ.
  let same = 0;
  while (same < was.length && was[same] === now[same]) same++;
  const from = Math.max(0, same - around);
  return from === 0 ? [was, now] : [`…${was.slice(from)}`, `…${now.slice(from)}`];
}

/** Two lists without what they begin and end with alike. */
function apart(one: string[], other: string[]): [string[], string[]] {
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  return [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
}

const side = (text: string | null) => (text === null ? '(none)' : shortened(text));

const shortened = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text === '' ? '(nothing)' : text);
