import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { TemplateVocabulary } from '../../api/types';

/** Whether a place in a text is inside `{{ }}`. */
export const isInCode = (before: string) => before.lastIndexOf('{{') > before.lastIndexOf('}}');

/** What may stand at a place of a mail: partials after `include '`, filters after a bar, fields and functions elsewhere in code. */
export function completionsAt(vocabulary: TemplateVocabulary, before: string): { from: number; options: Completion[] } | null {
  if (!isInCode(before)) return null;
  const partial = /include\s+['"]([\w-]*)$/.exec(before);
  if (partial) {
    const options = vocabulary.partials.map((one) => ({ label: one.name, detail: one.label, type: 'class' }));
    return { from: before.length - (partial[1]?.length ?? 0), options };
  }
  const word = /[A-Za-z_$][\w.]*$/.exec(before)?.[0] ?? '';
  const from = before.length - word.length;
  const functions = vocabulary.functions.map((one) => ({
    label: one.name,
    detail: `(${one.parameters.join(', ')})`,
    info: one.summary,
    type: 'function',
  }));
  if (/\|\s*$/.test(before.slice(0, from))) return { from, options: functions };
  if (word === '') return null;
  const fields = vocabulary.fields.map((one) => ({ label: one.path, detail: one.type, info: one.summary, type: 'variable', boost: 1 }));
  return { from, options: [...fields, ...functions] };
}

export const completionSource =
  (vocabulary: TemplateVocabulary) =>
  (context: CompletionContext): CompletionResult | null => {
    const found = completionsAt(vocabulary, context.state.doc.sliceString(Math.max(0, context.pos - 4000), context.pos));
    return found && { ...found, from: found.from + Math.max(0, context.pos - 4000), validFor: /^[\w.$-]*$/ };
  };
