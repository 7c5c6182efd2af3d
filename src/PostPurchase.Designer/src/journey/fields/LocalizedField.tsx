import { ActionIcon, Menu, Stack } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { languageName } from '../../parts/format';
import { t } from '../../strings';
import { asValues, type Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { useField } from './basic';
import { InsertableText } from './InsertableText';

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'ja'];

/** One text, or one for each language. */
export function LocalizedField({ path, label, isRequired }: { path: Path; label: string; isRequired?: boolean }) {
  const { value, error, set } = useField(path);
  const { set: write } = useDesignerContext();
  const change = (text: string) => (isRequired ? write(path, text) : set(text));
  const byLanguage = value !== null && typeof value === 'object' ? asValues(value) : null;
  const taken = byLanguage ? Object.keys(byLanguage) : ['en'];
  const add = (language: string) => write(path, { ...(byLanguage ?? { en: String(value ?? '') }), [language]: '' });
  const menu = (
    <Menu withinPortal position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`${t.designer.fields.addLanguage}: ${label}`}>
          <IconLanguage size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {languages
          .filter((language) => !taken.includes(language))
          .map((language) => (
            <Menu.Item key={language} onClick={() => add(language)}>
              {languageName(language)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
  if (!byLanguage) return <InsertableText label={label} error={error} value={String(value ?? '')} change={change} rightSection={menu} />;
  return (
    <Stack gap={6}>
      {Object.entries(byLanguage).map(([language, text], i) => (
        <InsertableText
          key={language}
          label={`${label} (${languageName(language)})`}
          error={i === 0 ? error : undefined}
          value={String(text ?? '')}
          change={(next) => write([...path, language], next)}
          rightSection={i === 0 ? menu : undefined}
        />
      ))}
    </Stack>
  );
}
