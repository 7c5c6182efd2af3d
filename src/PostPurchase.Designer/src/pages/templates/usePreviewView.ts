import { useLocalStorage } from '@mantine/hooks';

const views = ['desktop', 'phone', 'text', 'images', 'dark'] as const;
export type View = (typeof views)[number];

/** How previews are looked at, kept in this browser from one mail to the next: which view, and whether a desktop mail is shown in its full size. */
export function usePreviewView() {
  const [kept, keep] = useLocalStorage<{ view?: string; isFull?: boolean }>({
    key: 'postpurchase.preview',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const view = views.find((known) => known === kept.view) ?? 'desktop';
  return {
    view,
    isFull: kept.isFull === true,
    setView: (next: string) => keep({ ...kept, view: next }),
    setFull: (isFull: boolean) => keep({ ...kept, isFull }),
  };
}
