import { Table } from '@mantine/core';
import type { ComponentProps, MouseEvent } from 'react';

/**
 * A row that leads where its `.row-link` leads, wherever it is pressed, in a new tab with the middle button or a key as a link does. A press that marks
 * text to copy, or is on something else that can be pressed, leads nowhere.
 */
export const OpenRow = (props: ComponentProps<typeof Table.Tr>) => (
  <Table.Tr {...props} onClickCapture={keepMarked} onClick={follow} onAuxClick={(event) => event.button === 1 && follow(event)} />
);

const isMarking = () => document.getSelection()?.isCollapsed === false;

// Text of the link itself can be marked, too.
function keepMarked(event: MouseEvent<HTMLElement>) {
  if (event.target instanceof Element && event.target.closest('.row-link') && isMarking()) event.preventDefault();
}

function follow({ currentTarget, target, button, ctrlKey, metaKey, shiftKey }: MouseEvent<HTMLElement>) {
  const link = currentTarget.querySelector('.row-link');
  // What a dialog of the row is told comes by here as well, and is not of the row.
  if (!link || !(target instanceof Element) || !currentTarget.contains(target)) return;
  if (target.closest('a, button, input, label, summary') || isMarking()) return;
  link.dispatchEvent(
    new globalThis.MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: ctrlKey || button === 1, metaKey, shiftKey }),
  );
}
