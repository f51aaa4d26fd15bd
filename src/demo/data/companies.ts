import { Random } from './random';
import type { WireRecord } from './wireRecord';

type Account = NonNullable<NonNullable<WireRecord['Customer']>['Account']>;
type Industry = NonNullable<Account['Industry']>;

/** Contains every value of the model. */
const industries: readonly Industry[] = [
  'Aerospace',
  'Agriculture',
  'Automotive',
  'Computers and Electronics',
  'Consumer Goods',
  'Education',
  'Energy - Oil and Gas',
  'Energy - Power and Utilities',
  'Financial Services',
  'Gaming',
  'Government',
  'Healthcare',
  'Hospitality',
  'Life Sciences',
  'Manufacturing',
  'Marketing and Advertising',
  'Media and Entertainment',
  'Mining',
  'Non-Profit Organization',
  'Professional Services',
  'Real Estate and Construction',
  'Retail',
  'Software and Internet',
  'Telecommunications',
  'Transportation and Logistics',
  'Travel',
  'Wholesale and Distribution',
  'Other',
];

const otherIndustries = ['Space tourism', 'Beekeeping', 'Museums and archives', 'Weather services'];

/** Names that lists and terminals often display wrong. Of hostile data, one customer in twelve has one. */
const unusualNames = [
  '株式会社東京データセンター',
  longName(
    'The Cooperative Association of Independent Mountain Railways, Cable Cars and Alpine Passes of the Upper Valleys',
  ),
  longName('国際海洋気象観測研究開発機構'),
  'شركة الخليج للتقنية',
  'מערכות ענן בע״מ',
  'Ελληνική Ναυτιλία Α.Ε.',
  'Łódź Żegluga Śródlądowa Sp. z o.o.',
  '🚀 Rocket Bakery 🥐',
  'Müller, Söhne & Töchter "Holz" GmbH',
  "O'Neill <Systems> Ltd.",
  '한국클라우드 주식회사',
  'Північні вітри',
];

/** Returns exactly 120 characters, the most that the model allows. */
function longName(start: string): string {
  return `${start} `.repeat(120).slice(0, 119).trimEnd().padEnd(120, '.');
}

const places = [
  'Northwind',
  'Bluewater',
  'Stonebridge',
  'Silverlake',
  'Redwood',
  'Harbour',
  'Eastgate',
  'Highland',
  'Riverside',
  'Oakfield',
  'Summit',
  'Lakeshore',
  'Greenfield',
  'Whitecliff',
  'Ironwood',
  'Sunrise',
  'Meadow',
  'Granite',
  'Falcon',
  'Juniper',
  'Copper',
  'Maple',
  'Polar',
  'Coral',
  'Amber',
];
/** What companies do, each with its industry. */
const trades: readonly (readonly [trade: string, industry: Industry])[] = [
  ['Analytics', 'Software and Internet'],
  ['Foods', 'Consumer Goods'],
  ['Logistics', 'Transportation and Logistics'],
  ['Energy', 'Energy - Power and Utilities'],
  ['Health', 'Healthcare'],
  ['Robotics', 'Manufacturing'],
  ['Insurance', 'Financial Services'],
  ['Media', 'Media and Entertainment'],
  ['Bank', 'Financial Services'],
  ['Mining', 'Mining'],
  ['Textiles', 'Wholesale and Distribution'],
  ['Airlines', 'Travel'],
  ['Pharma', 'Life Sciences'],
  ['Schools', 'Education'],
  ['Games', 'Gaming'],
  ['Telecom', 'Telecommunications'],
  ['Motors', 'Automotive'],
  ['Hotels', 'Hospitality'],
  ['Software', 'Software and Internet'],
  ['Steel', 'Manufacturing'],
];
const forms = ['Inc.', 'Ltd', 'GmbH', 'S.A.', 'AG', 'LLC', 'Pty Ltd', 'AB', 'B.V.', 'Group'];

type Address = NonNullable<Account['Address']>;

const addresses: readonly Address[] = [
  { City: 'Seattle', PostalCode: '98109', StateOrRegion: 'Washington', CountryCode: 'US' },
  { City: 'Austin', PostalCode: '73301', StateOrRegion: 'Texas', CountryCode: 'US' },
  { City: 'Boston', PostalCode: '02108', StateOrRegion: 'Massachusetts', CountryCode: 'US' },
  { City: 'Chicago', PostalCode: '60601', StateOrRegion: 'Illinois', CountryCode: 'US' },
  { City: 'Toronto', PostalCode: 'M5H 2N2', StateOrRegion: 'Ontario', CountryCode: 'CA' },
  { City: 'München', PostalCode: '80331', StateOrRegion: 'Bayern', CountryCode: 'DE' },
  { City: 'Hamburg', PostalCode: '20095', StateOrRegion: 'Hamburg', CountryCode: 'DE' },
  { City: 'Paris', PostalCode: '75001', StateOrRegion: 'Île-de-France', CountryCode: 'FR' },
  { City: 'London', PostalCode: 'EC1A 1BB', CountryCode: 'GB' },
  { City: 'Tokyo', PostalCode: '100-0001', StateOrRegion: 'Tokyo', CountryCode: 'JP' },
  { City: 'Bengaluru', PostalCode: '560001', StateOrRegion: 'Karnataka', CountryCode: 'IN' },
  { City: 'Zürich', PostalCode: '8001', CountryCode: 'CH' },
];

/** Some have another script, or little more than a country. */
const unusualAddresses: readonly Address[] = [
  { City: 'Seattle', PostalCode: '98109', StateOrRegion: 'Washington', CountryCode: 'US' },
  { City: 'Austin', PostalCode: '73301', StateOrRegion: 'Texas', CountryCode: 'US' },
  { City: 'Boston', PostalCode: '02108', StateOrRegion: 'Massachusetts', CountryCode: 'US' },
  { City: 'München', PostalCode: '80331', StateOrRegion: 'Bayern', CountryCode: 'DE' },
  { City: 'London', PostalCode: 'EC1A 1BB', CountryCode: 'GB' },
  { City: 'Paris', PostalCode: '75001', StateOrRegion: 'Île-de-France', CountryCode: 'FR' },
  { City: '東京', PostalCode: '100-0001', StateOrRegion: '東京都', CountryCode: 'JP' },
  { City: 'São Paulo', PostalCode: '01000-000', StateOrRegion: 'SP', CountryCode: 'BR' },
  { City: 'Bengaluru', PostalCode: '560001', StateOrRegion: 'Karnataka', CountryCode: 'IN' },
  { City: 'Sydney', PostalCode: '2000', StateOrRegion: 'NSW', CountryCode: 'AU' },
  { City: 'دبي', CountryCode: 'AE' },
  { City: 'Zürich', PostalCode: '8001', StateOrRegion: null, CountryCode: 'CH' },
  { CountryCode: 'SG' },
];

/** Returns customer number `index` of a data set. A company is the same in each of its opportunities. */
export function company(index: number, seed: string, hostile: boolean): Account {
  const random = new Random(`${seed}/company/${index}`);
  const unusual = hostile && index % 12 === 5 && unusualNames[(index - 5) / 12];
  const name = unusual || usualName(index);
  const likely = hostile ? (industries[index % industries.length] as Industry) : tradeOf(index)[1];
  const industry = random.chance(0.95) && likely;
  return {
    CompanyName: name,
    ...(industry && { Industry: industry }),
    ...(industry === 'Other' && { OtherIndustry: random.pick(otherIndustries) }),
    ...(random.chance(0.9) && { WebsiteUrl: website(index, random) }),
    ...(random.chance(0.9) && { Address: random.pick(hostile ? unusualAddresses : addresses) }),
  };
}

/** Returns the index of the company with the `n`th unusual name, for `n` from 0 to 11. */
export function unusualCompany(n: number): number {
  return n * 12 + 5;
}

/** Returns a different name for every index. */
function usualName(index: number): string {
  const place = places[index % places.length] as string;
  const [trade] = tradeOf(index);
  const round = Math.floor(index / (places.length * trades.length));
  const form = forms[(index * 3 + round) % forms.length] as string;
  const number = Math.floor(round / forms.length);
  return number === 0 ? `${place} ${trade} ${form}` : `${place} ${trade} ${number + 1} ${form}`;
}

function tradeOf(index: number): (typeof trades)[number] {
  // 7 and 20 have no common divisor, so neighbors differ in both words and all 500 pairs appear.
  return trades[(index * 7 + Math.floor(index / places.length)) % trades.length] as (typeof trades)[number];
}

/** Returns a website as people type it, often without a scheme. The domains are reserved and belong to nobody. */
function website(index: number, random: Random): string {
  const host = `customer-${index + 1}.example`;
  return random.pick([
    `https://www.${host}`,
    `www.${host}`,
    `https://${host}/`,
    `http://${host}`,
    `https://${host}/en?a=1&b=2`,
  ]);
}
