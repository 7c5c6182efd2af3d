import { describe, expect, it, test } from 'vitest';
import type { Block, BlockEdit } from '../src/api/types';
import { blocksToAdd, placeAfter } from '../src/pages/templates/moves';

test('Blocks to add are called by short names, in their order, with what they are beside', () => {
  const button = 'The one main button of a mail; without an address it is left out';
  const partials = [
    { name: '_product_card', label: 'One product', is_page: false, fields: [] },
    { name: '_base', label: 'The page around every mail', is_page: true, fields: [] },
    { name: '_button', label: button, is_page: false, fields: [] },
  ];
  expect(blocksToAdd(partials)).toEqual([
    { name: '_button', title: 'Button', what: button },
    { name: '_product_card', title: 'Product card', what: 'One product' },
  ]);
});

describe('where a block is after a change', () => {
  const block = (index: number, unit: number): Block => ({
    index,
    unit,
    partial: 'text',
    label: 'Text',
    condition: null,
    is_hidden: false,
    line: 1,
    fields: [],
  });
  const column = [block(0, 0), block(1, 1), block(2, 1), block(3, 2)]; // The blocks 1 and 2 stand in one `if`.
  const places = (change: BlockEdit) => [0, 1, 2, 3, 4].map((index) => placeAfter(column, change, index));

  it.each<[string, BlockEdit, (number | null)[]]>([
    ['moves with its unit', { kind: 'move', index: 2, to: 0 }, [2, 0, 1, 3, 4]],
    ['makes place for a unit that comes', { kind: 'move', index: 0, to: 3 }, [3, 0, 1, 2, 4]],
    ['goes alone where it is removed', { kind: 'remove', index: 1 }, [0, null, 1, 2, 3]],
    ['makes place with its unit for a new one', { kind: 'add', index: 2 }, [0, 2, 3, 4, 5]],
    ['stays where one is added at the end', { kind: 'add', index: 4 }, [0, 1, 2, 3, 5]],
    ['stays where a text changes', { kind: 'mixed', index: 1 }, [0, 1, 2, 3, 4]],
  ])('%s', (_, change, after) => expect(places(change)).toEqual(after));
});
