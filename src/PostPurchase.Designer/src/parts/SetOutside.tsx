import { t } from '../strings';

/** Why a field may not be changed here; where it may, as `in the environment (PostPurchase__Store__Url)`, is for who points at it. */
export const SetOutside = ({ where }: { where?: string | undefined }) => <span title={where}>{t.state.setOutside}</span>;
