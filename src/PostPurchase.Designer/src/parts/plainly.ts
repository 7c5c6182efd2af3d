import { t } from '../strings';

// A window is empty where one of its ends is.
const isEmpty = /^`[^`]+` is (empty|``|`(day|week) *(\.\.\d*|\d+\.\.)?`); expected /;

/** The server's words without the path, which stands beside the field already. */
export function plainly(message: string): string {
  if (isEmpty.test(message)) return t.forms.empty;
  const least = /^`[^`]+` needs at least (\d+)$/.exec(message);
  if (least) return t.forms.atLeast(Number(least[1]));
  const missing = /^the [\w ]+ has no `\w+`: (.*)$/s.exec(message);
  if (missing?.[1]) return t.forms.needed(missing[1].replace(/\.$/, '').replace(/^./, (first) => first.toLowerCase()));
  const said = message.replace(/^`[^`]+`( is (empty|`[^`]*`|an? [\w ]+);|:)\s*/s, '');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.?!]$/.test(said) ? '' : '.'}`;
}
