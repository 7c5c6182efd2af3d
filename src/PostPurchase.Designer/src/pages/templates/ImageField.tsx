import { Button, FileButton, Group, Text, TextInput } from '@mantine/core';
import { IconPhotoUp } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Image, Page } from '../../api/types';
import { messageOf } from '../../parts/messages';
import { inWords } from '../../parts/Words';
import { t } from '../../strings';

const s = t.templateEditor;
const kinds = 'image/png,image/jpeg,image/gif,image/webp';

type Typed = { value: string; onChange: (event: { currentTarget: { value: string } }) => void; onBlur: () => void };
type Props = {
  id?: string;
  label: string;
  description?: string;
  /** What is wrong with the address. */
  error?: string;
  placeholder?: string;
  isLocked?: boolean;
  typed: Typed;
  onPick: (url: string) => void;
  onClear: (() => void) | null;
};

/** A picture: an address, a file from this computer, or one that was uploaded before. */
export function ImageField({ id, label, description, error, placeholder = 'https://', isLocked, typed, onPick, onClear }: Props) {
  const queries = useQueryClient();
  const images = useQuery({ queryKey: ['images'], queryFn: () => api.get<Page<Image>>('/images'), staleTime: 60_000 });
  const upload = useMutation({
    mutationFn: (file: File) => api.upload<Image>('/images', file),
    onSuccess: (image) => {
      onPick(image.url);
      void queries.invalidateQueries({ queryKey: ['images'] });
    },
  });
  return (
    <div>
      <TextInput
        {...(id ? { id } : {})}
        label={label}
        disabled={isLocked}
        description={description}
        placeholder={placeholder}
        error={upload.error ? messageOf(upload.error) : error}
        value={typed.value}
        inputContainer={inWords(typed.value)}
        onChange={typed.onChange}
        onBlur={typed.onBlur}
      />
      {!isLocked && (
        <Group gap="xs" mt={6}>
          <FileButton accept={kinds} onChange={(file) => file && upload.mutate(file)}>
            {(props) => (
              <Button {...props} size="xs" variant="default" loading={upload.isPending} leftSection={<IconPhotoUp size={14} aria-hidden />}>
                {s.upload}
              </Button>
            )}
          </FileButton>
          {onClear && typed.value && (
            <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
              {s.remove}
            </Button>
          )}
        </Group>
      )}
      {!isLocked && (images.data?.items.length ?? 0) > 0 && (
        <>
          <Text size="xs" c="dimmed" mt={6}>
            {s.uploaded}
          </Text>
          <div className="image-strip">
            {images.data?.items.slice(0, 12).map((image) => (
              <button
                key={image.hash}
                type="button"
                aria-label={`${s.uploaded}: ${image.width} × ${image.height}`}
                onClick={() => onPick(image.url)}
              >
                <img src={image.path} alt="" loading="lazy" />
              </button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
