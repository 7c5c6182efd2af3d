import { Button, Group, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../../strings';

const s = t.welcome;

export type Go = { next: () => void; back?: () => void };

/** One step: its question first, which a screen reader hears when the step changes. */
export function Step({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  return (
    <section className="welcome-step" aria-label={title}>
      <Title order={2} ref={heading} tabIndex={-1} className="welcome-title">
        {title}
      </Title>
      <Text c="dimmed" mb="md">
        {text}
      </Text>
      {children}
    </section>
  );
}

/** Back and on. */
export function Going({ next, back, isSkip, isBusy, label }: Go & { isSkip?: boolean; isBusy?: boolean; label?: string }) {
  return (
    <Group justify="space-between" mt="lg">
      {back ? (
        <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={back}>
          {s.back}
        </Button>
      ) : (
        <span />
      )}
      <Button variant={isSkip ? 'default' : 'filled'} loading={isBusy ?? false} onClick={next}>
        {label ?? (isSkip ? s.skip : s.next)}
      </Button>
    </Group>
  );
}
