import { Fragment } from 'react';

/** A text that a narrow column may break before its @ rather than in the middle of a word: mail addresses stay readable. */
export const Breaks = ({ text }: { text: string }) =>
  text.split(/(?=@)/).map((part, i) => (
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
