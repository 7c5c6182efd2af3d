import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { t } from '../strings';
import { Empty } from './Page';

export function NotFound() {
  return (
    <Empty
      title={t.state.missing}
      text={t.state.missingText}
      action={
        <Button component={Link} to="/" variant="default">
          {t.state.back}
        </Button>
      }
    />
  );
}
