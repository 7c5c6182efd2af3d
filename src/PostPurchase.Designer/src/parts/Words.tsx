import './words.css';
import type { ReactNode, UIEvent } from 'react';
import { wordsOf } from './fieldWords';

/** A text with its fields as chips, not as code. */
export const Words = ({ text, withTurns }: { text: string; withTurns?: boolean }) => (
  <>
    {wordsOf(text, withTurns).map((part, i) =>
      part.isField ? (
        <i key={i} className="chip">
          {part.text}
        </i>
      ) : (
        <span key={i}>{part.text}</span>
      ),
    )}
  </>
);

/**
 * For `inputContainer` of a text field: while nobody types in it, fields of the customer are chips in it, as on the cards; who types sees them as they
 * are written. The field itself is always there, for the keyboard and for screen readers.
 */
export const inWords = (text: string) => (input: ReactNode) => (
  <div className="in-words" onScrollCapture={follow}>
    {input}
    {text.includes('{{') && (
      <div className="in-words-shown" aria-hidden>
        <Words text={text} withTurns />
      </div>
    )}
  </div>
);

// A long text is read to its end by turning the wheel over it: the chips go as far as the field below them does, of what each has.
function follow({ currentTarget, target }: UIEvent<HTMLDivElement>) {
  const shown = currentTarget.querySelector('.in-words-shown');
  if (!shown || !(target instanceof HTMLTextAreaElement)) return;
  const share = target.scrollTop / Math.max(1, target.scrollHeight - target.clientHeight);
  shown.scrollTop = share * (shown.scrollHeight - shown.clientHeight);
}
