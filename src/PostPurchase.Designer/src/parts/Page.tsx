import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { t } from '../strings';

type Props = {
  title: string;
  intro?: ReactNode;
  actions?: ReactNode /** The list that it is of. */;
  back?: { to: string; label: string };
  /** One form in the middle of an otherwise empty page. */
  isNarrow?: boolean;
  children: ReactNode;
};

/** Title, intro and actions of a page, with the way back to its list; also the title of the browser's tab. */
export function Page({ title, intro, actions, back, isNarrow, children }: Props) {
  useEffect(() => {
    document.title = `${title} · ${t.product}`;
  }, [title]);
  const page = (
    <>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Box miw={0} flex="1 1 20rem">
          {back && (
            <Link to={back.to} className="text-link" style={{ fontSize: '0.8rem' }}>
              ‹ {back.label}
            </Link>
          )}
          <Title order={1}>{title}</Title>
          {intro && (
            <Text c="dimmed" size="sm" mt={2} component="div">
              {intro}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </>
  );
  return isNarrow ? <div className="narrow-page">{page}</div> : page;
}

/** Says that there is nothing, and what to do about it. */
export function Empty({ title, text, action }: { title?: string; text: string; action?: ReactNode }) {
  return (
    <Box className="panel" p="xl" ta="center">
      {title && <Text fw={600}>{title}</Text>}
      <Text c="dimmed" size="sm" mt={4} maw={460} mx="auto">
        {text}
      </Text>
      {action && <Box mt="md">{action}</Box>}
    </Box>
  );
}

export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel" style={{ padding: '1rem' }}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        {aside}
      </Group>
      {children}
    </section>
  );
}
