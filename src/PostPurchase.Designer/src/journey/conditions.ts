/** One condition that the builder can show; anything else is shown as an expression. A value is null where the number is missing still. */
export type Clause =
  | { kind: 'compare'; field: string; op: string; value: string | number | boolean | null }
  | { kind: 'flag'; field: string; isTrue: boolean }
  | { kind: 'call'; name: 'clicked' | 'opened' | 'in_segment' | 'purchased'; argument: string; isTrue: boolean };
export type Conditions = { join: '&&' | '||'; clauses: Clause[] };

const field = /^[a-z_]+(?:\.[a-z_]+)+$/;
const compare = /^([a-z_]+(?:\.[a-z_]+)+)\s*(==|!=|>=|<=|>|<)\s*(?:"([^"\\]*)"|'([^'\\]*)'|(-?\d+(?:\.\d+)?)|(true|false))?$/;
const call = /^(!?)\s*(clicked|opened|in_segment|purchased)\s*\(?\s*["']([^"'\\]*)["']\s*\)?$/;

/** The clauses of an expression, or null where it says more than the builder can. Writing them again gives the same meaning. */
export function readConditions(text: string): Conditions | null {
  const outside = splitOutside(text);
  if (!outside) return null;
  const clauses = outside.parts.map(clauseOf);
  return clauses.every((clause) => clause !== null) ? { join: outside.join, clauses } : null;
}

export const writeConditions = ({ join, clauses }: Conditions) => clauses.map(write).join(` ${join} `);

function write(clause: Clause): string {
  if (clause.kind === 'flag') return `${clause.isTrue ? '' : '!'}${clause.field}`;
  if (clause.kind === 'call') return `${clause.isTrue ? '' : '!'}${clause.name}("${clause.argument.replaceAll(/["\\]/g, '')}")`;
  const { value } = clause;
  return `${clause.field} ${clause.op} ${typeof value === 'string' ? `"${value.replaceAll(/["\\]/g, '')}"` : (value ?? '')}`.trimEnd();
}

/** One clause; null where it says more than the builder can. */
export function clauseOf(text: string): Clause | null {
  const part = text.trim();
  const called = call.exec(part);
  if (called) return { kind: 'call', name: called[2] as 'clicked', argument: called[3] ?? '', isTrue: called[1] === '' };
  const compared = compare.exec(part);
  if (compared) {
    const [, name = '', op = '==', double, single, number, flag] = compared;
    const value = number !== undefined ? Number(number) : flag !== undefined ? flag === 'true' : (double ?? single ?? null);
    return { kind: 'compare', field: name, op, value };
  }
  const bare = part.startsWith('!') ? part.slice(1).trim() : part;
  return field.test(bare) ? { kind: 'flag', field: bare, isTrue: bare === part } : null;
}

/** The parts of an expression. Between quotes an operator is only a letter. Both operators, or brackets around clauses, are beyond the builder. */
export function splitOutside(text: string): { join: '&&' | '||'; parts: string[] } | null {
  const parts: string[] = [];
  let join: '&&' | '||' | null = null;
  let quote: string | null = null;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? '';
    if (quote !== null) {
      if (letter === quote) quote = null;
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (text.startsWith('&&', i) || text.startsWith('||', i)) {
      const found = text.slice(i, i + 2) as '&&' | '||';
      if (join !== null && join !== found) return null;
      join = found;
      parts.push(text.slice(from, i));
      from = i + 2;
      i++;
    }
  }
  return quote === null ? { join: join ?? '&&', parts: [...parts, text.slice(from)] } : null;
}
