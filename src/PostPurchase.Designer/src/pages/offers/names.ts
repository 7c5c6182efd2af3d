import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Schemas } from '../../api/types';

export const useVocabulary = () =>
  useQuery({ queryKey: ['offer-vocabulary'], queryFn: () => api.get<Schemas['OfferVocabulary']>('/offers/vocabulary'), staleTime: 60_000 });

/** Offers and programs by their names; what is gone keeps its key. */
export function useOfferNames() {
  const known = useVocabulary().data;
  return {
    offer: (id: string) => [...(known?.partners ?? []), ...(known?.products ?? [])].find((one) => one.id === id)?.name ?? id,
    program: (key: string) => known?.programs.find((one) => one.id === key)?.name ?? key,
  };
}
