import type { Values } from './model';

const name = 'postpurchase.copied';

/** A copied step outlives its page, so that it can be pasted into another journey. */
export const clipboard = {
  read: (): Values | null => {
    const text = sessionStorage.getItem(name);
    return text ? (JSON.parse(text) as Values) : null;
  },
  write: (step: Values) => sessionStorage.setItem(name, JSON.stringify(step)),
};
