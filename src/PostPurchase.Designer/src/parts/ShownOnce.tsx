import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../strings';

/** A secret that is shown this once, with a button that copies it; what stands beside that is given. */
export const ShownOnce = ({ secret, text, children }: { secret: string; text: string; children?: ReactNode }) => (
  <Stack gap="sm" role="status">
    <Text size="sm">{text}</Text>
    <Code block>{secret}</Code>
    <Group justify="flex-end">
      <CopyButton value={secret}>
        {({ copied, copy }) => (
          <Button variant={children ? 'default' : 'filled'} onClick={copy}>
            {copied ? t.state.copied : t.state.copy}
          </Button>
        )}
      </CopyButton>
      {children}
    </Group>
  </Stack>
);
