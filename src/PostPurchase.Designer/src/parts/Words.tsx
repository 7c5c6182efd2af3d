import './words.css';
import type { ReactNode } from 'react';
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
  <div className="in-words">
    {input}
    {text.includes('{{') && (
      <div className="in-words-shown" aria-hidden>
        <Words text={text} withTurns />
      </div>
    )}
  </div>
);
