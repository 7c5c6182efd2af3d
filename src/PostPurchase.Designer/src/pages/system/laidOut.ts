const step = '  ';

/** JSON with a line for each of its values, each written as it came: numbers keep their digits, texts their escapes. Null where it is no JSON. */
export function laidOutOf(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let depth = 0;
  const line = () => `\n${step.repeat(depth)}`;
  const pieces = text.match(/"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+|[{}[\],:]/g) ?? [];
  return pieces
    .map((piece, i) => {
      const isEmpty = /^[{[]$/.test(pieces[i - 1] ?? '');
      if (piece === '{' || piece === '[') {
        depth++;
        return /^[}\]]$/.test(pieces[i + 1] ?? '') ? piece : piece + line();
      }
      if (piece === '}' || piece === ']') {
        depth--;
        return isEmpty ? piece : line() + piece;
      }
      return piece === ',' ? piece + line() : piece === ':' ? ': ' : piece;
    })
    .join('');
}
