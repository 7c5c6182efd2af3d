import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { t } from '../strings';
import { Empty, Page } from './Page';

/** A way on from a page that shows nothing. */
export type Way = { to: string; label: string };

type Props = { title?: string; text?: string; back?: Way | undefined };

/** A page about something that is not there: what is known of it, and a way back. */
export function NotFound({ title = t.state.missing, text = t.state.missingText, back = { to: '/', label: t.state.back } }: Props) {
  return (
    <Page title={title}>
      <Empty
        text={text}
        action={
          <Button component={Link} to={back.to} variant="default">
            {back.label}
          </Button>
        }
      />
    </Page>
  );
}
