import { SegmentedControl, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useParams } from 'react-router';
import { useJourney } from '../../api/queries';
import type { Journey } from '../../api/types';
import { Canvas } from '../../journey/Canvas';
import { Panel } from '../../journey/Panel';
import { ProblemList } from '../../journey/ProblemList';
import { Toolbar } from '../../journey/Toolbar';
import { useActions } from '../../journey/useActions';
import { DesignerContext, useDesigner } from '../../journey/useDesigner';
import { Page } from '../../parts/Page';
import { Loading, QueryState } from '../../parts/QueryState';
import { StatusTag } from '../../parts/Tag';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import '../../journey/designer.css';

const YamlTab = lazy(() => import('../../journey/YamlTab'));

const d = t.designer;

export default function JourneyPage() {
  const { key = '' } = useParams();
  const journey = useJourney(key);
  return <QueryState query={journey}>{(data) => <Designer key={`${data.key} ${data.yaml}`} journey={data} />}</QueryState>;
}

function Designer({ journey }: { journey: Journey }) {
  const designer = useDesigner(journey);
  const [chosen, choose] = useParam('step');
  const [tab, setTab] = useState('designer');
  const actions = useActions(designer, chosen || null, choose);
  const tabs = [
    { value: 'designer', label: d.designer },
    { value: 'yaml', label: d.yaml },
  ];
  return (
    <DesignerContext value={designer}>
      <Page
        title={String(designer.model.value.name ?? journey.name)}
        intro={
          <span className="journey-intro">
            <StatusTag status={journey.status} />
            <SaveState />
          </span>
        }
        actions={<Toolbar choose={choose} />}
      >
        <SegmentedControl aria-label={journey.name} data={tabs} value={tab} onChange={setTab} mb="sm" size="xs" />
        {tab === 'yaml' ? (
          <Suspense fallback={<Loading />}>
            <YamlTab />
          </Suspense>
        ) : designer.model.error ? (
          <Text role="alert">{d.notYaml(designer.model.error.line, designer.model.error.message)}</Text>
        ) : (
          <div className="designer">
            <Canvas model={designer.model} actions={actions} />
            <Panel actions={actions} />
          </div>
        )}
        <ProblemList choose={choose} />
      </Page>
    </DesignerContext>
  );
}

function SaveState() {
  return (
    <DesignerContext.Consumer>
      {(designer) => {
        if (!designer) return null;
        const { state, at, error } = designer.saving;
        const text = {
          published: d.published,
          draft: at ? d.saved(new Date(at).toLocaleTimeString(undefined, { timeStyle: 'short' })) : d.draft,
          changed: d.changed,
          saving: d.saving,
          failed: `${d.saveFailed} ${error?.message ?? ''}`,
        }[state];
        return (
          <span role="status" data-bad={state === 'failed' || undefined}>
            {text}
          </span>
        );
      }}
    </DesignerContext.Consumer>
  );
}
