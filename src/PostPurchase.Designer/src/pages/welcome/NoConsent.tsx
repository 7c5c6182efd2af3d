import { Alert, Text } from '@mantine/core';
import { t } from '../../strings';

const s = t.welcome.replay;

/** Why no marketing would leave for orders that say nothing of consent, and what would say it. */
export function NoConsent() {
  return (
    <Alert color="yellow" title={s.noConsent}>
      <Text size="sm">{s.noConsentText}</Text>
    </Alert>
  );
}
