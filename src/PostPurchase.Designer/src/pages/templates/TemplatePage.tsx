import { ActionIcon, Alert, Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { useMay } from '../../access/session';
import { useTemplate, useTemplateVocabulary } from '../../api/queries';
import type { Template } from '../../api/types';
import { words } from '../../parts/format';
import { useLeaveGuard } from '../../parts/LeaveGuard';
import { messageOf } from '../../parts/messages';
import { Page } from '../../parts/Page';
import { part, useFetchedAhead } from '../../parts/part';
import { QueryState } from '../../parts/QueryState';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { BlockColumn } from './BlockColumn';
import { Conflict } from './Conflict';
import { Languages } from './Languages';
import { PreviewPane } from './PreviewPane';
import { Problems, placesOf } from './Problems';
import { SendTest } from './SendTest';
import { TemplateActions } from './TemplateActions';
import { useTemplateEditor } from './useTemplateEditor';
import { TypingContext } from './useTyped';
import './templates.css';

const SourceEditor = part(() => import('./SourceEditor'));
const parts = [SourceEditor];

const s = t.templateEditor;

export default function TemplatePage() {
  const { name = '' } = useParams();
  const [language, setLanguage] = useParam('language');
  const template = useTemplate(name, language || null);
  return (
    <QueryState query={template} isPage back={{ to: '/templates', label: t.templates.title }}>
      {(data) => <Editor key={`${data.name} ${data.language}`} template={data} setLanguage={setLanguage} />}
    </QueryState>
  );
}

function Editor({ template, setLanguage }: { template: Template; setLanguage: (language: string | null) => void }) {
  const editor = useTemplateEditor(template);
  const may = useMay('write');
  const [chosen, setTab] = useParam('tab', { isPlace: true });
  const tab = chosen || (template.reading.refused ? 'code' : 'blocks');
  // A link may name the line; later the blocks do.
  const [asked] = useParam('line');
  const [line, setLine] = useState<number | null>(Number(asked) || null);
  const vocabulary = useTemplateVocabulary();
  const [side, setSide] = useState('edit');
  useFetchedAhead(parts);
  const isLocked = !may || template.read_only !== null;
  const errors = placesOf(editor.reading.problems).filter(({ isError }) => isError);
  const { refusedCount, failure } = editor.edits;
  const canSave = editor.isChanged && !isLocked && errors.length === 0 && refusedCount === 0 && !failure && !editor.isChecking;
  useSaveKey(() => canSave && editor.save.mutate(undefined), editor.isChecking || editor.save.isPending);
  useUndoKeys(editor.undo, editor.redo);
  const guard = useLeaveGuard(editor.isChanged && !isLocked);
  const saved = editor.isChanged ? (editor.isChecking ? s.checking : s.unsaved) : s.saved;
  const held = refusedCount > 0 ? s.refused(refusedCount) : failure && s.waiting(failure);
  const state = errors.length > 0 ? s.fix(errors.length) : (held ?? saved);
  const openCode = (at: number) => {
    setSide('edit');
    setLine(at);
    setTab('code');
  };
  const uses = template.used_by.length === 0 ? s.unused : s.usedBy(template.used_by.length);
  return (
    <Page
      back={{ to: '/templates', label: t.templates.title }}
      title={words(template.name)}
      intro={`${uses} · ${state}`}
      actions={
        <>
          <ActionIcon variant="default" size="lg" aria-label={s.undo} title={s.undo} disabled={!editor.canUndo} onClick={editor.undo}>
            <IconArrowBackUp size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" size="lg" aria-label={s.redo} title={s.redo} disabled={!editor.canRedo} onClick={editor.redo}>
            <IconArrowForwardUp size={18} aria-hidden />
          </ActionIcon>
          {!isLocked && <TemplateActions template={template} isChanged={editor.isChanged} letGo={guard.letGo} />}
          {may && <SendTest template={template} source={editor.source} />}
          {may && (
            <Button disabled={!canSave} loading={editor.save.isPending} onClick={() => editor.save.mutate(undefined)}>
              {s.save}
            </Button>
          )}
        </>
      }
    >
      <Notes template={template} editor={editor} may={may} />
      {guard.question}
      <Languages template={template} isChanged={editor.isChanged} isLocked={isLocked} setLanguage={setLanguage} />
      <SegmentedControl
        className="template-side"
        aria-label={s.side}
        data={Object.entries(s.sides).map(([value, label]) => ({ value, label }))}
        value={side}
        onChange={setSide}
        fullWidth
      />
      <div className="template-page" data-side={side}>
        <Stack gap="sm" className="template-edit">
          <SegmentedControl
            aria-label={words(template.name)}
            data={Object.entries(s.tabs).map(([value, label]) => ({ value, label }))}
            value={tab}
            onChange={setTab}
            w="fit-content"
          />
          <Problems problems={editor.reading.problems} onLine={openCode} />
          {tab === 'blocks' ? (
            <TypingContext value={editor.edits.typing}>
              <BlockColumn editor={editor} isLocked={isLocked} onCode={openCode} />
            </TypingContext>
          ) : (
            <>
              {editor.edits.isHeld && <Alert color="yellow">{s.codeWaits}</Alert>}
              <QueryState query={vocabulary}>
                {(words) => (
                  <SourceEditor
                    value={editor.source}
                    onChange={editor.write}
                    problems={editor.reading.problems}
                    line={line}
                    vocabulary={words}
                    isReadOnly={editor.edits.isHeld}
                  />
                )}
              </QueryState>
            </>
          )}
        </Stack>
        <div className="template-preview">
          <PreviewPane source={editor.settled} template={template.name} language={template.language || null} />
        </div>
      </div>
    </Page>
  );
}

/** Saves at a key, also in a field where somebody types. Who presses it while the server still looks at the text need not press it again. */
function useSaveKey(save: () => void, isBusy: boolean) {
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (!isAsked || isBusy) return;
    setAsked(false);
    save();
  }, [isAsked, isBusy, save]);
  useHotkeys([['mod+S', () => setAsked(true)]], [], true);
}

/**
 * Undo and redo at the keys that every field has them at. What is typed in a field of a block is a step here, so that they do there what the buttons do;
 * other fields, as of a dialog, and the code keep their own.
 */
function useUndoKeys(undo: () => void, redo: () => void) {
  const unlessElsewhere = (step: () => void) => (event: KeyboardEvent) => {
    const field = event.target instanceof Element && event.target.closest('input, textarea, select');
    if (field && !field.closest('.block-column')) return;
    event.preventDefault();
    step();
  };
  const options = { preventDefault: false };
  useHotkeys(
    [
      ['mod+Z', unlessElsewhere(undo), options],
      ['mod+shift+Z', unlessElsewhere(redo), options],
      ['mod+Y', unlessElsewhere(redo), options],
    ],
    [],
  );
}

function Notes({ template, editor, may }: { template: Template; editor: ReturnType<typeof useTemplateEditor>; may: boolean }) {
  const { conflict } = editor;
  return (
    <>
      {template.read_only && (
        <Alert color="yellow" title={s.readOnly} mb="md">
          {template.read_only}
        </Alert>
      )}
      {!may && (
        <Text size="sm" c="dimmed" mb="md">
          {s.mayNot}
        </Text>
      )}
      {conflict ? (
        <Conflict conflict={conflict} editor={editor} />
      ) : (
        editor.save.error && (
          <Alert color="red" mb="md" role="alert">
            {messageOf(editor.save.error)}
          </Alert>
        )
      )}
    </>
  );
}
