import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, foldGutter, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import type { Problem } from '../api/types';

type Props = {
  value: string;
  onChange: (value: string) => void;
  language: Extension;
  problems: Problem[];
  label: string;
  height?: string /** Where it opens, from 1. */;
  line?: number | null;
  /** It may be read and copied only. */
  isReadOnly?: boolean;
};

/** A code editor with problems at their place. Tab leaves it, so that the keyboard is never caught. */
export function CodeEditor({ value, onChange, language, problems, label, height = '60vh', line, isReadOnly = false }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changed = useRef(onChange);
  changed.current = onChange;
  const reading = useRef(new Compartment());

  // Made once; later values come through the effects below.
  useEffect(() => {
    if (!host.current) return;
    const report = EditorView.updateListener.of((update) => {
      if (update.docChanged) changed.current(update.state.doc.toString());
    });
    const extensions = [
      lineNumbers(),
      foldGutter(),
      history(),
      indentOnInput(),
      bracketMatching(),
      highlightActiveLine(),
      lintGutter(),
      EditorView.lineWrapping,
      keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label }),
      language,
      look(height),
      reading.current.of(EditorState.readOnly.of(isReadOnly)),
      report,
    ];
    view.current = new EditorView({ state: EditorState.create({ doc: value, extensions }), parent: host.current });
    return () => view.current?.destroy();
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: reading.current.reconfigure(EditorState.readOnly.of(isReadOnly)) });
  }, [isReadOnly]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value)
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (editor)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          problems.flatMap((problem) => diagnostic(editor.state, problem)),
        ),
      );
  }, [problems]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || !line) return;
    const { from } = editor.state.doc.line(Math.min(line, editor.state.doc.lines));
    editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    editor.focus();
  }, [line]);

  return <div className="editor" ref={host} />;
}

function diagnostic(state: EditorState, problem: Problem): Diagnostic[] {
  if (problem.line < 1 || problem.line > state.doc.lines) return [];
  const line = state.doc.line(problem.line);
  const from = Math.min(line.from + Math.max(0, problem.column - 1), line.to);
  const word = /^[\w.$-]+/.exec(state.doc.sliceString(from, line.to))?.[0].length ?? 1;
  return [
    {
      from,
      to: Math.min(from + word, line.to),
      severity: problem.severity === 'error' ? 'error' : 'warning',
      message: `${problem.message} (${problem.code})`,
    },
  ];
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.attributeName], color: 'light-dark(#0b5f59, #6fd0c2)' },
  { tag: [tags.string, tags.attributeValue], color: 'light-dark(#8a3b00, #f0b27a)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#7a1fa2, #d7a6f0)' },
  { tag: [tags.comment, tags.meta], color: 'light-dark(#5b6765, #93a09e)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.tagName], color: 'light-dark(#134c80, #8cc4f5)' },
]);

const look = (height: string): Extension => [
  syntaxHighlighting(colours),
  EditorView.theme({
    '&': { height, fontSize: '13px', color: 'var(--ink)' },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
    '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
    '.cm-gutters': { background: 'var(--sunken)', color: 'var(--quiet)', border: 'none' },
    '.cm-activeLine, .cm-activeLineGutter': { background: 'light-dark(#0f766e0d, #4fb8aa14)' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '.cm-tooltip': { background: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line)' },
    '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { background: 'light-dark(#cfe9e4, #24504a) !important' },
  }),
];
