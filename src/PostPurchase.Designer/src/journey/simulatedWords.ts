import type { SimulatedEntry } from '../api/types';
import { reasonOf, words } from '../parts/format';
import { t } from '../strings';
import { pathInWords } from './conditionWords';

const s = t.designer.simulating;

/** What happens, before what it happens with. */
export const actionOf = ({ action }: SimulatedEntry) => s.actions[action] ?? words(action);

/** The step as its card calls it; nothing of the run as a whole. */
export const stepOf = ({ step }: SimulatedEntry) => words(step ?? '');

export const whyOf = ({ action, reason }: SimulatedEntry) => (action === 'branch' ? pathInWords : reasonOf)(reason ?? '');
