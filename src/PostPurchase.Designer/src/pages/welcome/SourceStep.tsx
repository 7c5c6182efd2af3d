import { Alert, Text } from '@mantine/core';
import { IconBuildingStore, IconFileSpreadsheet, IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay, useMe } from '../../access/session';
import { t } from '../../strings';
import { useProgress, useShippedFiles, useWelcome } from './data';
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
    // Orders are kept in the shop's currency, so it is known before they come.
    home.keep();
    if (shipped.isBare && !shipped.take.isPending) shipped.take.mutate();
  };
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
      {chosen === 'file' && <FileSource />}
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
      <Going {...go} next={() => home.keep(go.next)} isSkip={chosen === null && orders === 0} isBusy={home.isBusy} />
    </Step>
  );
}
