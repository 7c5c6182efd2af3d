import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { sentence } from '../../../parts/format';
import { messageOf } from '../../../parts/messages';
import { useUndo } from '../../../parts/Undo';
import { t } from '../../../strings';
import { deleteFile, putFile, useFresh } from './useFileForm';

const s = t.offerForms;

type Props = {
  /** What it is called. */
  what: string;
  /** Name of the file. */
  name: string;
  base: { text: string; hash: string | null };
  /** The file without it; null where nothing is left, so that the file goes too. */
  without: (text: string) => string | null;
  letGo: () => void;
  /** Where to go then. */
  to: string;
};

/** Takes one thing out of its file at once; it can be put back for a while. */
export function Delete({ what, name, base, without, letGo, to }: Props) {
  const navigate = useNavigate();
  const undo = useUndo();
  const fresh = useFresh();
  const { text, hash } = base;
  const remove = useMutation({
    mutationFn: async () => {
      const left = without(text);
      if (left !== null) return (await putFile(name, left, hash)).hash;
      await deleteFile(name, hash ?? '');
      return null;
    },
    onSuccess: (now) => {
      letGo();
      undo({
        text: s.removed(what),
        undo: async () => {
          await putFile(name, text, now);
          fresh();
        },
      });
      void navigate(to);
      fresh();
    },
  });
  return (
    <>
      {remove.error && (
        <Text size="sm" c="red" role="alert">
          {sentence(messageOf(remove.error))}
        </Text>
      )}
      <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
        {s.remove}
      </Button>
    </>
  );
}
