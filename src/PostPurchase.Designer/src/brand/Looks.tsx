import { Button, ColorInput, Group, Select, Text } from '@mantine/core';
import { ImageField } from '../pages/templates/ImageField';
import { t } from '../strings';
import { around } from './fields';
import { type BrandDraft, sentence } from './useBrand';

const s = t.brand;

type Props = { draft: BrandDraft; isLocked: boolean };
const swatches = ['#1f5eff', '#0f766e', '#14532d', '#7a3b12', '#b91c1c', '#7c3aed', '#be185d', '#1d2129'];

/** Logo, colours with how well they can be read, font. */
export function Looks({ draft, isLocked }: Props) {
  return (
    <>
      <Logo draft={draft} isLocked={isLocked} />
      <div className="brand-pair">
        <Color draft={draft} isLocked={isLocked} path="color" label={s.color} />
        <Color draft={draft} isLocked={isLocked} path="text_on_color" label={s.textOnColor} />
      </div>
      <Contrast draft={draft} isLocked={isLocked} />
      <Font draft={draft} isLocked={isLocked} />
    </>
  );
}

function Logo({ draft, isLocked }: Props) {
  const logo = draft.own.logo_url ?? '';
  const shown = logo || draft.saved.settings.logo_url;
  const typed = {
    value: logo,
    onChange: (event: { currentTarget: { value: string } }) => draft.set('logo_url', event.currentTarget.value),
    onBlur: () => undefined,
  };
  return (
    <ImageField
      id="logo_url"
      label={s.logo}
      description={!logo && shown ? `${s.fromSettings} ${s.logoHint}` : s.logoHint}
      error={draft.errorOf('logo_url')}
      placeholder={draft.saved.settings.logo_url ?? undefined}
      isLocked={isLocked}
      typed={typed}
      onPick={(url) => draft.set('logo_url', url)}
      onClear={() => draft.set('logo_url', '')}
    />
  );
}

function Color({ draft, isLocked, path, label }: Props & { path: 'color' | 'text_on_color'; label: string }) {
  const value = draft.own[path] ?? draft.saved.settings[path] ?? '';
  const { rightSection, ...rest } = around({ draft, path, label, isLocked });
  return (
    <ColorInput
      {...rest}
      // Both inputs of the pair stand on one line, whatever is said of each.
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      rightSection={rightSection}
      // What is said of the colour stands below it, and can be pressed there.
      popoverProps={{ position: 'top-start' }}
      withEyeDropper={false}
      fixOnBlur={false}
      swatches={path === 'color' ? swatches : ['#ffffff', '#1d2129']}
      value={value}
      onChange={(next) => next !== value && draft.set(path, next)}
    />
  );
}

function Contrast({ draft, isLocked }: Props) {
  const { hints, contrast, look, saved } = draft;
  const button = {
    background: look.color ?? saved.settings.color ?? undefined,
    color: look.text_on_color ?? saved.settings.text_on_color ?? undefined,
    fontFamily: look.font ?? saved.settings.font ?? undefined,
  };
  return (
    <div className="brand-contrast" role="status">
      <span className="brand-sample" style={button} aria-hidden>
        {s.sample}
      </span>
      <div>
        {hints.length === 0 && contrast !== null && (
          <Text size="sm" c="dimmed">
            {s.readable(contrast)}
          </Text>
        )}
        {hints.map((hint) => (
          <Group key={hint.path} gap="xs">
            <Text size="sm" className="brand-warning">
              {sentence(hint.message)}
            </Text>
            {hint.suggestion && !isLocked && (
              <Button size="compact-xs" variant="default" onClick={() => draft.set('text_on_color', hint.suggestion ?? '')}>
                {s.use(hint.suggestion)}
              </Button>
            )}
          </Group>
        ))}
      </div>
    </div>
  );
}

function Font({ draft, isLocked }: Props) {
  const { own, saved } = draft;
  const inherited = saved.settings.font ?? '';
  const fonts = saved.fonts.map((font) => ({ value: font.css, label: font.label }));
  const isListed = fonts.some((font) => font.value === inherited);
  const { rightSection: _, ...rest } = around({ draft, path: 'font', label: s.font, hint: s.fontHint, isLocked });
  return (
    <Select
      {...rest}
      allowDeselect={false}
      data={isListed ? fonts : [{ value: inherited, label: inherited }, ...fonts]}
      value={own.font ?? inherited}
      onChange={(next) => draft.set('font', next === inherited ? '' : (next ?? ''))}
      renderOption={({ option }) => <span style={{ fontFamily: option.value }}>{option.label}</span>}
    />
  );
}
