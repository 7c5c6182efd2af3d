import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Block, BlockEdit } from '../../api/types';
import { conditionInWords } from '../../journey/conditionWords';
import { t } from '../../strings';
import type { Held } from './useBlockEdits';
import { useTyped } from './useTyped';

const s = t.templateEditor;

const presets: Record<string, string> = {
  again: 'customer.purchase_count > 1',
  first: 'customer.purchase_count == 1',
  offers: 'offers.size > 0',
  coupon: 'coupon',
  name: 'customer.first_name',
};

/** When a block is shown: always, on one of the usual conditions, or on an expression. */
export function BlockCondition({
  block,
  isLocked,
  held,
  onEdit,
}: {
  block: Block;
  isLocked: boolean;
  held?: Held;
  onEdit: (edit: BlockEdit) => void;
}) {
  const { index } = block;
  const condition = held?.said ?? block.condition;
  const [isOpen, setOpen] = useState(false);
  const set = (value: string | null) => onEdit({ kind: 'condition', index, value });
  const preset = Object.entries(presets).find(([, text]) => text === condition)?.[0];
  const choice = preset ?? (condition || isOpen ? 'only' : 'always');
  const { value, onChange, onBlur } = useTyped(condition ?? '', set);
  const said = conditionInWords(value);
  return (
    <>
      <Select
        label={s.condition}
        disabled={isLocked}
        allowDeselect={false}
        value={choice}
        data={[
          { value: 'always', label: s.always },
          ...Object.entries(s.presets).map(([value, label]) => ({ value, label })),
          { value: 'only', label: s.only },
        ]}
        onChange={(next) => {
          setOpen(next === 'only');
          if (next === 'always' && condition) set(null);
          else if (next && presets[next]) set(presets[next]);
        }}
      />
      {choice === 'only' && (
        <TextInput
          aria-label={s.only}
          description={said && said !== value ? s.shownIf(said) : s.conditionHint}
          error={held?.why}
          disabled={isLocked}
          className="mono"
          value={value}
          onChange={onChange}
          onBlur={onBlur}
        />
      )}
    </>
  );
}
