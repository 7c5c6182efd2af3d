/** What networks call themselves. */
export const networkNames: Record<string, string> = {
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
