import { Link } from 'react-router';

/** A number that opens into the rows behind it; one that nothing is behind is only shown. */
export const RowsLink = ({ to, text }: { to: string; text: string }) =>
  /[1-9]/.test(text) ? (
    <Link className="text-link" to={to}>
      {text}
    </Link>
  ) : (
    <span style={{ color: 'var(--quiet)' }}>{text}</span>
  );
