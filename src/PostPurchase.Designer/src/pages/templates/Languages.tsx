import { Button, Popover, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Template } from '../../api/types';
import { LeaveQuestion } from '../../parts/LeaveGuard';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';

const s = t.templateEditor;

type Props = { template: Template; isChanged: boolean; isLocked: boolean; setLanguage: (language: string | null) => void };

/** The languages of a mail as tabs, and one more. */
export function Languages({ template, isChanged, isLocked, setLanguage }: Props) {
  const queries = useQueryClient();
  const [fresh, setFresh] = useState('');
  const [wanted, setWanted] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const add = useMutation({
    mutationFn: (language: string) => api.post<Template>('/templates', { name: template.name, language }),
    onSuccess: (made) => {
      setOpen(false);
      void queries.invalidateQueries({ queryKey: ['templates'] });
      void queries.invalidateQueries({ queryKey: ['template'] });
      setLanguage(made.language);
    },
  });
  return (
    <div className="language-row">
      {template.languages.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={s.language}
          data={template.languages.map((language) => ({
            value: language,
            label: language ? language.toUpperCase() : t.templates.anyLanguage,
          }))}
          value={template.language}
          onChange={(language) => (isChanged ? setWanted(language) : setLanguage(language || null))}
        />
      )}
      {wanted !== null && <LeaveQuestion stay={() => setWanted(null)} go={() => setLanguage(wanted || null)} />}
      {!isLocked && (
        <Popover opened={isOpen} onChange={setOpen} withinPortal trapFocus>
          <Popover.Target>
            <Button size="xs" variant="subtle" disabled={isChanged} onClick={() => setOpen(!isOpen)}>
              {s.addLanguage}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <Stack gap="xs">
              <TextInput
                label={s.addLanguage}
                description={s.languageHint}
                value={fresh}
                error={add.error ? messageOf(add.error) : undefined}
                onChange={(event) => setFresh(event.currentTarget.value)}
              />
              <Button size="xs" loading={add.isPending} disabled={fresh.length < 2} onClick={() => add.mutate(fresh)}>
                {s.create}
              </Button>
            </Stack>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}
