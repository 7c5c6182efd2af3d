import { t } from '../strings';

/** The server's words without the path, which stands beside the field already. */
export function plainly(message: string): string {
  if (/^`[^`]+` is (empty|``); expected a text$/.test(message)) return t.forms.empty;
  const least = /^`[^`]+` needs at least (\d+)$/.exec(message);
  if (least) return t.forms.atLeast(Number(least[1]));
  const missing = /^the [\w ]+ has no `\w+`: (.*)$/s.exec(message);
  if (missing?.[1]) return t.forms.needed(missing[1].replace(/\.$/, '').replace(/^./, (first) => first.toLowerCase()));
  const said = message.replace(/^`[^`]+`( is (empty|`[^`]*`|an? [\w ]+);|:)\s*/s, '');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.?!]$/.test(said) ? '' : '.'}`;
}
