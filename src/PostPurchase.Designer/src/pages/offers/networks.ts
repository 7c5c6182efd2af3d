import { words } from '../../parts/format';

/** What networks call themselves. */
const names: Record<string, string> = {
  impact: 'impact.com',
  cj: 'CJ Affiliate',
  awin: 'Awin',
  rakuten: 'Rakuten Advertising',
  shareasale: 'ShareASale',
  clickbank: 'ClickBank',
  amazon: 'Amazon Associates',
  ebay: 'eBay Partner Network',
  skimlinks: 'Skimlinks',
  flexoffers: 'FlexOffers',
  partnerstack: 'PartnerStack',
  partnerize: 'Partnerize',
  tradedoubler: 'Tradedoubler',
  webgains: 'Webgains',
  admitad: 'Admitad',
  everflow: 'Everflow',
};

/** A network as people call it; one that is not known here by its key in words. */
export const networkName = (key: string) => names[key] ?? words(key);
