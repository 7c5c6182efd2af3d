import { Alert, Button, Popover, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import type { Template, TestMail } from '../../api/types';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';

const s = t.templateEditor;

/** Sends the mail as it is being written to one address. */
export function SendTest({ template, source }: { template: Template; source: string }) {
  const [to, setTo] = useState('');
  const send = useMutation({
    mutationFn: () =>
      api.post<TestMail>('/template-tests', { to, preview: { template: template.name, source, language: template.language || null } }),
  });
  return (
    <Popover position="bottom-end" width={320} withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default">{s.test}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <TextInput label={s.testTo} type="email" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
          {send.error && (
            <Alert color="red" role="alert">
              {messageOf(send.error)}
            </Alert>
          )}
          {send.data && (
            <Alert color="teal" role="status">
              {send.data.outcome === 'captured' ? (
                <>
                  {s.testCaptured} {/* Beside this one: what is being written stays. */}
                  <Link to={`/outbox/${encodeURIComponent(send.data.where)}`} target="_blank" className="text-link">
                    {s.testLook}
                  </Link>
                </>
              ) : (
                s.testSent
              )}
            </Alert>
          )}
          <Button loading={send.isPending} disabled={!to.includes('@')} onClick={() => send.mutate()}>
            {s.testSend}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
