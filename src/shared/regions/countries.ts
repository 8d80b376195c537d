/** Countries and regions by their letters of ISO 3166-1; those that people here choose most come first. */
export const countries: readonly string[] = `
CN HK MO TW US JP KR DE FR GB AD AE AF AG AI AL AM AO AR AS AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW
BY BZ CA CD CF CG CH CI CK CL CM CO CR CU CV CY CZ DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FO GA GD GE GH GI GL GM GN
GP GQ GR GT GU GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO KE KG KH KI KM KN KP KW KY KZ LA LB LC LI LK LR LS LT LU
LV LY MA MC MD ME MG MH MK ML MM MN MP MR MS MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL
PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ
UA UG UY UZ VA VC VE VG VI VN VU WS YE ZA ZM ZW`
  .trim()
  .split(/\s+/)

/** The name of a country in the reader's language; its letters if there is none. */
export const countryName = (code: string, language: 'zh-CN' | 'en'): string =>
  new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(code) ?? code
