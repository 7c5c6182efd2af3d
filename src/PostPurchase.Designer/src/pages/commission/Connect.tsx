import { Button, Modal, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../strings';

const s = t.commission.connect;

/** Says how commission gets here: the network calls, a report is imported, or its API is read. */
export function Connect() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {s.open}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={s.title} size="lg" closeButtonProps={{ 'aria-label': t.state.close }}>
        <Stack gap="lg">
          <div>
            <Title order={3} size="h5">
              {s.postback}
            </Title>
            <Text size="sm">{s.postbackText}</Text>
            <code className="copy-line">{s.setting}</code>
            <code className="copy-line">{s.address(window.location.origin)}</code>
            <Text size="xs" c="dimmed">
              {s.postbackNote}
            </Text>
          </div>
          <div>
            <Title order={3} size="h5">
              {s.report}
            </Title>
            <Text size="sm">{s.reportText}</Text>
            <code className="copy-line">{s.command}</code>
          </div>
          <div>
            <Title order={3} size="h5">
              {s.pull}
            </Title>
            <Text size="sm">{s.pullText}</Text>
          </div>
        </Stack>
      </Modal>
    </>
  );
}
