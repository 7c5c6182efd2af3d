import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { t } from '../strings';
import { Empty, Page } from './Page';

export function NotFound() {
  return (
    <Page title={t.state.missing}>
      <Empty
        text={t.state.missingText}
        action={
          <Button component={Link} to="/" variant="default">
            {t.state.back}
          </Button>
        }
      />
    </Page>
  );
}
