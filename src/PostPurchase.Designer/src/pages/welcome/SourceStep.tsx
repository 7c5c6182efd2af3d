import { Alert, Text } from '@mantine/core';
import { IconBuildingStore, IconFileSpreadsheet, IconSparkles } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useMay, useMe } from '../../access/session';
import { t } from '../../strings';
import { isWaiting, useLoadFile, useLoading, useProgress, useShippedFiles, useWelcome } from './data';
import { FileSource } from './FileSource';
import { Home, useHome } from './Home';
import { ShopSource } from './ShopSource';
import { type Go, Going, Step } from './Step';

const s = t.welcome.source;
const choices = [
  { name: 'sample', label: s.sample, text: s.sampleText, icon: IconSparkles },
  { name: 'file', label: s.file, text: s.fileText, icon: IconFileSpreadsheet },
  { name: 'shop', label: s.shop, text: s.shopText, icon: IconBuildingStore },
] as const;

export function SourceStep(go: Go) {
  const welcome = useWelcome();
  const progress = useProgress();
  const isAdmin = useMay('admin');
  const isKnown = useMe().data !== undefined;
  const [chosen, choose] = useState(welcome.data?.source ?? null);
  const shipped = useShippedFiles();
  const home = useHome();
  const pick = (source: string) => {
    choose(source);
    progress.mutate({ source });
    // Orders are kept in the shop's currency, so it is known before they come. Of a file it is known when that is loaded.
    if (source !== 'file') home.keep();
    if (shipped.isBare && !shipped.take.isPending) shipped.take.mutate();
  };
  const file = useLoading().data;
  const loadFile = useLoadFile();
  const [isLeaving, setLeaving] = useState(false);
  const load = () => home.keep(loadFile.mutate, file?.currency_taken ? 'currency' : null);
  const waits = chosen === 'file' && isWaiting(file);
  // Whoever goes on with a file that is chosen means it to be loaded.
  const next = () => {
    setLeaving(waits);
    if (waits) load();
    else home.keep(go.next);
  };
  const isLoaded = file?.state === 'done';
  useEffect(() => {
    if (!isLeaving || !isLoaded) return;
    setLeaving(false);
    go.next();
  }, [isLeaving, isLoaded, go.next]);
  const orders = Number(welcome.data?.orders ?? 0);
  return (
    <Step title={s.title} text={s.text}>
      <Home home={home} />
      <fieldset className="welcome-choices" aria-label={s.choices}>
        {choices.map(({ name, label, text, icon: Icon }) => (
          <label key={name} className="welcome-choice" data-chosen={chosen === name || undefined}>
            <input type="radio" name="source" value={name} checked={chosen === name} onChange={() => pick(name)} />
            <Icon size={26} stroke={1.5} aria-hidden />
            <span>
              <b>{label}</b>
              <small>{text}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {isKnown && !isAdmin && (
        <Text size="sm" c="dimmed">
          {t.welcome.mayNot}
        </Text>
      )}
      {chosen === 'sample' && <Alert color="pine">{s.sampleReady}</Alert>}
      {chosen === 'file' && <FileSource load={{ start: load, isBusy: loadFile.isPending, error: loadFile.error }} />}
      {chosen === 'shop' && isAdmin && <ShopSource />}
      {shipped.take.data && (
        <Text size="sm" c="dimmed" mt="sm" role="status">
          {s.shipped}
        </Text>
      )}
      {chosen !== 'sample' && orders > 0 && (
        <Text size="sm" mt="sm" role="status">
          {s.orders(orders)}
        </Text>
      )}
      <Going
        {...go}
        next={next}
        isSkip={chosen === null && orders === 0}
        isBusy={home.isBusy || loadFile.isPending || (isLeaving && file?.state === 'running')}
        {...(waits ? { label: s.loadNext } : {})}
      />
    </Step>
  );
}
