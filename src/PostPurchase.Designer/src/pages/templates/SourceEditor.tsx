import { html } from '@codemirror/lang-html';
import type { Problem } from '../../api/types';
import { CodeEditor } from '../../parts/CodeEditor';
import { t } from '../../strings';

const language = html();

type Props = { value: string; onChange: (value: string) => void; problems: Problem[] };

export default function SourceEditor({ value, onChange, problems }: Props) {
  return <CodeEditor value={value} onChange={onChange} language={language} problems={problems} label={t.templates.editor} height="68vh" />;
}
