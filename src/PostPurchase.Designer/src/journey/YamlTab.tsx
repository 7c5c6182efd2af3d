import { yaml } from '@codemirror/lang-yaml';
import { CodeEditor } from '../parts/CodeEditor';
import { t } from '../strings';
import { useDesignerContext } from './useDesigner';

const language = yaml();

export default function YamlTab() {
  const { model, problems, change } = useDesignerContext();
  return (
    <CodeEditor
      value={model.text}
      onChange={(text) => change(text, 'yaml')}
      language={language}
      problems={problems}
      label={t.designer.editor}
      height="max(460px, calc(100vh - 270px))"
    />
  );
}
