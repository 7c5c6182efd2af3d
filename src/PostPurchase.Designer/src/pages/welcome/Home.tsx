import { Group, Select, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useMay } from '../../access/session';
import { SetOutside } from '../../parts/SetOutside';
import { besideFields, SettingErrors, useFieldInAddress } from '../../parts/SettingErrors';
import { t } from '../../strings';
import { browserZone, currencyChoices, guessOf, zoneChoices } from './browser';
import { useSaveStore, useStoreSettings, useWelcome } from './data';

const s = t.welcome.home;
const fields = ['currency', 'time_zone'] as const;
type Field = (typeof fields)[number];
// Keeps the room for a line, so that nothing moves when what is known of the shop comes.
const noWords = '\u00a0';

export type HomeState = ReturnType<typeof useHome>;

/** Currency and time zone of the shop: what the browser says is proposed until somebody chose. */
export function useHome() {
  const { data: settings, isLoading } = useStoreSettings();
  const hasOrders = Number(useWelcome().data?.orders ?? 0) > 0;
  const isAdmin = useMay('admin');
  const save = useSaveStore();
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({});
  const guess = useMemo(() => guessOf(browserZone()), []);
  const isFixed = (field: Field) => field === 'currency' && hasOrders;
  const isLocked = (field: Field) => !isAdmin || !settings || settings.locked.includes(field) || isFixed(field);
  const isGuess = (field: Field) => !isLocked(field) && !settings?.set.includes(field) && typed[field] === undefined;
  const shownOf = (field: Field) => typed[field] ?? (isGuess(field) ? guess[field] : (settings?.[field] ?? ''));
  const open = fields.filter((field) => !isLocked(field) && (!settings?.set.includes(field) || shownOf(field) !== settings[field]));
  return {
    settings,
    /** Whether what is set is being read, or saved. */
    isBusy: isLoading || save.isPending,
    save,
    isLocked,
    isFixed,
    isGuess,
    shownOf,
    type: (field: Field, value: string) => setTyped((before) => ({ ...before, [field]: value })),
    /** Keeps what is shown, but no guess at what is better known, then goes on; where it is refused it says why. */
    keep: (then?: () => void, known: Field | null = null) => {
      const kept = open.filter((field) => field !== known || !isGuess(field));
      if (kept.length === 0) then?.();
      else save.mutate(Object.fromEntries(kept.map((field) => [field, shownOf(field)])), { onSuccess: () => then?.() });
    },
  };
}

export function Home({ home }: { home: HomeState }) {
  const wrong = besideFields(home.save.error, fields);
  const choices = useMemo(() => ({ currency: currencyChoices(), time_zone: zoneChoices() }), []);
  useFieldInAddress(home.settings !== undefined);
  const field = (name: Field, label: string) => {
    const value = home.shownOf(name);
    const outside = home.settings?.outside[name];
    const known = choices[name];
    return {
      id: name,
      label,
      searchable: true,
      allowDeselect: false,
      nothingFoundMessage: s.none,
      data: !value || known.some((choice) => choice.value === value) ? known : [{ value, label: value }, ...known],
      value: value || null,
      disabled: home.isLocked(name),
      description: outside ? <SetOutside where={outside} /> : home.isFixed(name) ? s.fixed : home.isGuess(name) ? s.guessed : noWords,
      error: wrong.of(name),
      onChange: (next: string | null) => next && home.type(name, next),
    };
  };
  return (
    <section className="panel welcome-told welcome-home" aria-label={s.title}>
      <Text size="sm">{s.text}</Text>
      <Group gap="md" align="flex-start" grow preventGrowOverflow={false}>
        <Select {...field('currency', s.currency)} miw={220} />
        <Select {...field('time_zone', s.zone)} miw={220} />
      </Group>
      {home.save.error && wrong.others.length > 0 && <SettingErrors error={home.save.error} problems={wrong.others} />}
    </section>
  );
}
