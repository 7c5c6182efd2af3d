import { Box, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '../../api/client';
import type { SimulatedMail } from '../../api/types';
import { MailFrame } from '../../parts/MailFrame';
import { Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';

const s = t.welcome.mail;

/** A test mail that was kept in the outbox. */
export default function TestMail() {
  const { name = '' } = useParams();
  const mail = useQuery({
    queryKey: ['test-mail', name],
    queryFn: () => api.get<SimulatedMail>(`/test-mails/${encodeURIComponent(name)}`),
    retry: false,
  });
  return (
    <Page
      title={mail.data?.subject ?? s.title}
      intro={s.intro}
      actions={
        <Button component={Link} to="/templates" variant="default">
          {t.nav.templates}
        </Button>
      }
    >
      <QueryState query={mail}>
        {(data) => (
          <>
            <Text size="sm" mb="sm">
              {data.from} → {data.to}
            </Text>
            <Box className="panel" style={{ overflow: 'hidden' }}>
              {data.html ? <MailFrame html={data.html} title={s.frame} height={720} /> : <pre className="raw">{data.text}</pre>}
            </Box>
          </>
        )}
      </QueryState>
    </Page>
  );
}
