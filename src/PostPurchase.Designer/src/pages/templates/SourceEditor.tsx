import { autocompletion } from '@codemirror/autocomplete';
import { html } from '@codemirror/lang-html';
import type { Problem, TemplateVocabulary } from '../../api/types';
import { CodeEditor } from '../../parts/CodeEditor';
import { t } from '../../strings';
import { completionSource } from './completions';

type Props = {
  value: string;
  onChange: (value: string) => void;
  problems: Problem[];
  vocabulary: TemplateVocabulary;
  line: number | null;
  isReadOnly: boolean;
};

export default function SourceEditor({ value, onChange, problems, vocabulary, line, isReadOnly }: Props) {
  const language = [html({ autoCloseTags: false }), autocompletion({ override: [completionSource(vocabulary)] })];
  return (
    <CodeEditor
      value={value}
      onChange={onChange}
      language={language}
      problems={problems}
      label={t.templates.editor}
      height="68vh"
      line={line}
      isReadOnly={isReadOnly}
    />
  );
}
