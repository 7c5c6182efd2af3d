import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';

type Props = Omit<NumberInputProps, 'value' | 'onChange'> & {
  value: number | null;
  /** Hears null where the field was emptied; nothing while a number is half typed, as `-` is. */
  tell: (value: number | null) => void;
};

/** A number that stays empty until another is typed. What is beyond its limits becomes its end when the field is left. */
export function NumberEntry({ value, tell, onBlur, ...rest }: Props) {
  const [half, setHalf] = useState<{ text: string; of: number | null } | null>(null);
  return (
    <NumberInput
      {...rest}
      // What comes from outside meanwhile, as by undoing, is shown.
      value={half && half.of === value ? half.text : (value ?? '')}
      onChange={(next) => {
        setHalf(typeof next === 'string' ? { text: next, of: value } : null);
        if (next === '') tell(null);
        else if (typeof next === 'number') tell(next);
      }}
      onBlur={(event) => {
        setHalf(null);
        onBlur?.(event);
      }}
    />
  );
}
