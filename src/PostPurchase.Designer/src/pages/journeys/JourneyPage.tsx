import { Drawer, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useJourney } from '../../api/queries';
import type { Journey } from '../../api/types';
import type { Behind } from '../../journey/BehindDrawer';
import { Canvas } from '../../journey/Canvas';
import { Conflict } from '../../journey/Conflict';
import { Panel } from '../../journey/Panel';
import { ProblemList } from '../../journey/ProblemList';
import { Toolbar } from '../../journey/Toolbar';
import { useActions } from '../../journey/useActions';
import {
  DesignerContext,
  type Designer as TheDesigner,
  useDesigner,
  useDesignerContext,
  useWorkContext,
  type Work,
  WorkContext,
} from '../../journey/useDesigner';
import type { Saving } from '../../journey/useDraft';
import { useFormat } from '../../parts/format';
import { useLeaveGuard } from '../../parts/LeaveGuard';
import { messageOf } from '../../parts/messages';
import { Page } from '../../parts/Page';
import { part, useFetchedAhead } from '../../parts/part';
import { QueryState } from '../../parts/QueryState';
import { StatusTag } from '../../parts/Tag';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import '../../journey/designer.css';

const YamlTab = part(() => import('../../journey/YamlTab'));
const VersionsTab = part(() => import('../../journey/VersionsTab'));
const BehindDrawer = part(() => import('../../journey/BehindDrawer'), {
  fallback: null,
  frame: (failed, { close }) => (
    <Drawer opened onClose={close} position="right" title={t.state.failed}>
      {failed}
    </Drawer>
  ),
});
const parts = [YamlTab, VersionsTab, BehindDrawer];

const d = t.designer;
// A blank at which no line ends, so that the dot begins none.
const besideIt = '\u00a0';

export default function JourneyPage() {
  const { key = '' } = useParams();
  const journey = useJourney(key);
  // Numbers come anew every few seconds; the text is taken over once, and again after it was published.
  const [round, setRound] = useState(0);
  return (
    <QueryState query={journey} isPage back={{ to: '/journeys', label: t.journeys.title }}>
      {(data) => <Designer key={`${data.key} ${round}`} journey={data} begin={() => setRound(round + 1)} />}
    </QueryState>
  );
}

function Designer({ journey, begin }: { journey: Journey; begin: () => void }) {
  const { designer, work } = useDesigner(journey, begin);
  const [chosen, choose] = useParam('step');
  const [tab, setTab] = useParam('tab', { isPlace: true });
  const [behind, setBehind] = useState<Behind | null>(null);
  const actions = useActions(designer, chosen || null, choose, setBehind);
  const shown = tab || 'designer';
  useFetchedAhead(parts);
  const tabs = ['designer', 'yaml', 'versions'].map((value) => ({ value, label: d.tabs[value] ?? value }));
  return (
    <DesignerContext value={designer}>
      <WorkContext value={work}>
        <Page
          title={String(designer.model.value.name ?? journey.name)}
          back={{ to: '/journeys', label: t.journeys.title }}
          intro={
            <span className="journey-intro">
              <StatusTag status={journey.status} /> <SaveState />
            </span>
          }
          actions={<Toolbar choose={choose} />}
        >
          <Guard {...work.saving} />
          <Conflict />
          <SegmentedControl
            aria-label={journey.name}
            data={tabs}
            value={shown}
            onChange={(next) => setTab(next === 'designer' ? null : next)}
            mb="sm"
            size="xs"
          />
          {shown === 'yaml' ? (
            <YamlTab />
          ) : shown === 'versions' ? (
            <VersionsTab opened={() => setTab(null)} />
          ) : designer.model.error ? (
            <Text role="alert">{whyUnread(designer, work)}</Text>
          ) : (
            <div className="designer">
              <Canvas model={designer.model} actions={actions} />
              <Panel actions={actions} />
            </div>
          )}
          {behind && <BehindDrawer behind={behind} close={() => setBehind(null)} />}
          {(shown === 'yaml' || (shown === 'designer' && !designer.model.error)) && <ProblemList choose={choose} />}
        </Page>
      </WorkContext>
    </DesignerContext>
  );
}

/** What may be saved still is saved on the way out; what cannot be is asked about. By itself, since the router draws who guards a second time at once. */
function Guard({ isUnsaved, state, flush }: Saving) {
  return useLeaveGuard(isUnsaved, undefined, state === 'changed' || state === 'saving' ? flush : undefined).question;
}

/** As the YAML tab has it, with its line; what the browser makes of the text only where the server could not be asked. */
function whyUnread({ problems, model }: TheDesigner, { isChecking }: Work) {
  const told = problems.find(({ code }) => code === 'PP100');
  if (told) return d.notYaml(told.line, told.message.replace(/^this is not YAML: /, '').replace(/\.$/, ''));
  return isChecking || !model.error ? d.checking : d.notYaml(model.error.line, model.error.message);
}

function SaveState() {
  const { journey, problems } = useDesignerContext();
  const { saving, isChecking, isChecked } = useWorkContext();
  const format = useFormat();
  const { state, at, by, error } = saving;
  const text = {
    tried: d.tried,
    published: journey.file ? d.published : d.draft,
    draft: at ? d.saved(format.time(at), by) : d.draft,
    changed: d.changed,
    saving: d.saving,
    failed: error ? d.saveFailed(messageOf(error)) : '',
    conflict: d.notSaved,
  }[state];
  return (
    <>
      <span role="status" data-bad={state === 'failed' || state === 'conflict' || undefined}>
        {text}
      </span>
      {besideIt}
      <span className="quiet">·</span>{' '}
      <span className="checked">
        {isChecking ? d.checking : !isChecked ? d.notChecked : problems.length === 0 ? d.noProblems : t.journeys.problems(problems.length)}
      </span>
    </>
  );
}
