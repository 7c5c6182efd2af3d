import { describe, expect, test } from 'vitest';
import { argumentOf, includesOf, withArgument } from '../src/pages/templates/includes';

const source = `{{ include 'header' }}
{{~ include 'text' heading: "Hello {{ you }}" body: 'It''s' wide: true size: 12 link: store.url + "/x" ~}}
<p>{{ purchase.number }}</p>
{{ include "button"
   label: "Say \\"yes\\"" }}
`;

describe('the fields of a block', () => {
  test('are those of the includes, in order', () => {
    expect(includesOf(source)).toHaveLength(3);
  });

  test('are read as they are written', () => {
    expect(argumentOf(source, 1, 'heading')).toEqual({ kind: 'literal', text: 'Hello {{ you }}' });
    expect(argumentOf(source, 1, 'wide')).toEqual({ kind: 'literal', text: 'true' });
    expect(argumentOf(source, 1, 'size')).toEqual({ kind: 'literal', text: '12' });
    expect(argumentOf(source, 2, 'label')).toEqual({ kind: 'literal', text: 'Say "yes"' });
    expect(argumentOf(source, 0, 'heading')).toBeNull();
  });

  test('that are computed are told apart from texts', () => {
    expect(argumentOf(source, 1, 'link')).toEqual({ kind: 'expression', text: 'store.url + "/x"' });
  });

  test('change alone', () => {
    const changed = withArgument(source, 1, 'heading', 'New "one"');
    expect(argumentOf(changed, 1, 'heading')?.text).toBe('New "one"');
    expect(changed.replace('"New \\"one\\""', '"Hello {{ you }}"')).toBe(source);
  });

  test('are added where they are missing', () => {
    const added = withArgument(source, 0, 'logo', 'a.png');
    expect(added.split('\n')[0]).toBe(`{{ include 'header' logo: "a.png" }}`);
    expect(withArgument(source, 1, 'note', 'x')).toContain('note: "x" ~}}');
  });
});
