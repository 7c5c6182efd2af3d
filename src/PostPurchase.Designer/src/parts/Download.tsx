import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client';

/** A button that fetches a file from the API and hands it to the browser under a name. */
export function Download({ path, file, label }: { path: string; file: string; label: string }) {
  const download = useMutation({
    mutationFn: async () => {
      const url = URL.createObjectURL(new Blob([await api.text(path)], { type: 'text/csv' }));
      const link = Object.assign(document.createElement('a'), { href: url, download: file });
      link.click();
      URL.revokeObjectURL(url);
    },
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      {label}
    </Button>
  );
}
