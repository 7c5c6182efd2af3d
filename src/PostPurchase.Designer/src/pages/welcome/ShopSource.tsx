import { Alert, Button, Code, Group, PasswordInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client';
import type { OrderJob, ShopConnection, ShopTest } from '../../api/types';
import { besideFields, SettingErrors, useFieldInAddress } from '../../parts/SettingErrors';
import { t } from '../../strings';
import { useLoading, useWelcome } from './data';

const s = t.welcome.shop;

/** The store's API: tried before its token is kept. */
export function ShopSource() {
  const shop = useWelcome().data?.shop ?? null;
  return (
    <Stack gap="sm">
      {shop ? <Connected shop={shop} /> : <Form />}
      <Reading />
    </Stack>
  );
}

function Form() {
  const queries = useQueryClient();
  const [kind, setKind] = useState('shopify');
  const [url, setUrl] = useState('');
  const [token, setToken] = useState('');
  const body = { kind, url, token };
  const test = useMutation({ mutationFn: () => api.post<ShopTest>('/shop-connection/try', body) });
  const connect = useMutation({
    mutationFn: () => api.put<OrderJob>('/shop-connection', body),
    onSuccess: (job) => {
      queries.setQueryData(['orders-loading'], job);
      for (const key of ['welcome', 'store-settings', 'overview']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const error = connect.error ?? test.error;
  const wrong = besideFields(error, ['url', 'token']);
  useFieldInAddress();
  const isShopify = kind === 'shopify';
  const changed = (set: (value: string) => void) => (value: string) => {
    set(value);
    test.reset();
    connect.reset();
  };
  return (
    <form
      className="panel welcome-told"
      onSubmit={(event) => {
        event.preventDefault();
        connect.mutate();
      }}
    >
      <SegmentedControl
        aria-label={s.kind}
        w="fit-content"
        data={[
          { value: 'shopify', label: s.shopify },
          { value: 'woocommerce', label: s.woocommerce },
        ]}
        value={kind}
        onChange={changed(setKind)}
      />
      <Text size="sm">{isShopify ? s.shopifyHow : s.wooHow}</Text>
      {isShopify && (
        <Group gap="xs">
          {s.scopes.map((scope) => (
            <Code key={scope}>{scope}</Code>
          ))}
        </Group>
      )}
      <TextInput
        id="url"
        label={s.url}
        placeholder={isShopify ? s.shopifyUrl : s.wooUrl}
        value={url}
        error={wrong.of('url')}
        onChange={(event) => changed(setUrl)(event.currentTarget.value)}
      />
      <PasswordInput
        id="token"
        label={isShopify ? s.token : s.wooToken}
        description={s.kept}
        autoComplete="off"
        value={token}
        error={wrong.of('token')}
        onChange={(event) => changed(setToken)(event.currentTarget.value)}
      />
      {error && wrong.others.length > 0 && <SettingErrors error={error} problems={wrong.others} />}
      {test.data && (
        <Alert color="pine" role="status">
          {s.works(test.data.name)}
        </Alert>
      )}
      <Group gap="sm">
        <Button type="submit" loading={connect.isPending} disabled={!url.trim() || !token.trim()}>
          {s.connect}
        </Button>
        <Button variant="default" loading={test.isPending} disabled={!url.trim() || !token.trim()} onClick={() => test.mutate()}>
          {s.test}
        </Button>
      </Group>
    </form>
  );
}

function Connected({ shop }: { shop: ShopConnection }) {
  const queries = useQueryClient();
  const [isSure, setSure] = useState(false);
  const pull = useMutation({
    mutationFn: () => api.post<OrderJob>('/orders/pull'),
    onSuccess: (job) => queries.setQueryData(['orders-loading'], job),
  });
  const forget = useMutation({
    mutationFn: () => api.delete('/shop-connection'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['welcome'] }),
  });
  const error = pull.error ?? forget.error;
  return (
    <section className="panel welcome-told" aria-label={s.shopify}>
      <Text fw={600}>{s.connected(shop.kind === 'shopify' ? s.shopify : s.woocommerce, shop.url)}</Text>
      <Text size="sm" c="dimmed">
        {s.hourly}
      </Text>
      {error && <SettingErrors error={error} />}
      {isSure && <Text size="sm">{s.disconnectSure}</Text>}
      <Group gap="sm">
        <Button variant="default" loading={pull.isPending} onClick={() => pull.mutate()}>
          {s.again}
        </Button>
        {!shop.locked && (
          <Button variant="subtle" color="red" loading={forget.isPending} onClick={() => (isSure ? forget.mutate() : setSure(true))}>
            {s.disconnect}
          </Button>
        )}
      </Group>
    </section>
  );
}

function Reading() {
  const queries = useQueryClient();
  const job = useLoading().data;
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (isDone) void queries.invalidateQueries({ queryKey: ['welcome'] });
  }, [isDone, queries]);
  if (job?.kind !== 'shop') return null;
  return (
    <Alert color={job.state === 'failed' ? 'red' : 'teal'} role={job.state === 'failed' ? 'alert' : 'status'}>
      {job.state === 'failed'
        ? job.error
        : job.state === 'running'
          ? s.reading(job.orders, job.products)
          : s.read(job.orders, job.products)}
      {job.bad > 0 && (
        <details>
          <summary>{s.aside(job.bad)}</summary>
          <ul>
            {job.problems.slice(0, 20).map((row) => (
              <li key={row.text}>{row.text}</li>
            ))}
          </ul>
        </details>
      )}
    </Alert>
  );
}
