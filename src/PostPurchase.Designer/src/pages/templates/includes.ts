/** The value of a named argument as it is written: a literal that a form may edit, or code that it may not. */
export type Argument = { kind: 'literal' | 'expression'; text: string };

type Span = { start: number; end: number };

/** The named argument `name` of the include number `index`; null where it is not written. */
export function argumentOf(source: string, index: number, name: string): Argument | null {
  const include = includesOf(source)[index];
  const span = include && valueSpan(source, include, name);
  return span ? read(source.slice(span.start, span.end)) : null;
}

/** The source with that argument set; everything else stays byte for byte. */
export function withArgument(source: string, index: number, name: string, value: string | number | boolean): string {
  const include = includesOf(source)[index];
  if (!include) return source;
  const written = typeof value === 'string' ? quoted(value) : String(value);
  const span = valueSpan(source, include, name);
  if (span) return source.slice(0, span.start) + written + source.slice(span.end);
  const before = source.slice(0, include.end).trimEnd();
  return `${before} ${name}: ${written}${source.slice(before.length)}`;
}

/** The code between the braces of every top-level `include`, in order. */
export function includesOf(source: string): Span[] {
  const found: Span[] = [];
  for (const match of source.matchAll(/\{\{[-~]?/g)) {
    const start = match.index + match[0].length;
    if (!/^\s*include\s/.test(source.slice(start))) continue;
    const end = closing(source, start);
    if (end >= 0) found.push({ start, end });
  }
  return found;
}

// The braces inside a text do not close the code.
function closing(source: string, start: number): number {
  for (let i = start; i < source.length; i++) {
    const c = source[i] ?? '';
    if (c === '"' || c === "'" || c === '`') i = textEnd(source, i) - 1;
    else if (source.startsWith('}}', i)) return source[i - 1] === '-' || source[i - 1] === '~' ? i - 1 : i;
  }
  return -1;
}

function valueSpan(source: string, include: Span, name: string): Span | null {
  for (let i = include.start; i < include.end; i++) {
    const c = source[i] ?? '';
    if (c === '"' || c === "'" || c === '`') {
      i = textEnd(source, i) - 1;
      continue;
    }
    const key = /^([A-Za-z_]\w*)\s*:\s*/.exec(source.slice(i, include.end));
    if (!key || /\w/.test(source[i - 1] ?? '')) continue;
    const start = i + key[0].length;
    const end = valueEnd(source, start, include.end);
    if (key[1] === name) return { start, end };
    i = end - 1;
  }
  return null;
}

function valueEnd(source: string, start: number, limit: number): number {
  const next = source.slice(start, limit);
  let depth = 0;
  for (let i = 0; i < next.length; i++) {
    const c = next[i] ?? '';
    if (c === '"' || c === "'" || c === '`') i = textEnd(next, i) - 1;
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (depth === 0 && /\s/.test(c))
      return start + (/^\s+[A-Za-z_]\w*\s*:/.test(next.slice(i)) || next.slice(i).trim() === '' ? i : next.trimEnd().length);
  }
  return start + next.trimEnd().length;
}

function textEnd(source: string, start: number): number {
  const quote = source[start];
  for (let i = start + 1; i < source.length; i++) {
    if (source[i] === '\\' && quote !== '`') i++;
    else if (source[i] === quote) return i + 1;
  }
  return source.length;
}

function read(code: string): Argument {
  if (/^-?\d+(\.\d+)?$|^(true|false)$/.test(code)) return { kind: 'literal', text: code };
  const quote = code[0] ?? '';
  if ((quote === '"' || quote === "'") && textEnd(code, 0) === code.length) return { kind: 'literal', text: unescaped(code.slice(1, -1)) };
  if (quote === '`' && textEnd(code, 0) === code.length) return { kind: 'literal', text: code.slice(1, -1) };
  return { kind: 'expression', text: code };
}

const unescaped = (text: string) => text.replaceAll(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c === 't' ? '\t' : c));

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
