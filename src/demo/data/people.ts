import type { Random } from './random';

/** The first name, the last name, and the part before the `@`, which must be ASCII. */
type Person = readonly [firstName: string, lastName: string, mailbox: string];

const unusualPeople: readonly Person[] = [
  ['Ana', 'Ferreira', 'ana.ferreira'],
  ['Jürgen', 'Müller', 'juergen.mueller'],
  ['花子', '山田', 'hanako.yamada'],
  ['Priya', 'Natarajan', 'priya.natarajan'],
  ['Liam', 'O’Connor', 'liam.oconnor'],
  ['فاطمة', 'الهاشمي', 'fatima.alhashimi'],
  ['Chloé', 'Lefèvre', 'chloe.lefevre'],
  ['Mateo', 'Álvarez', 'mateo.alvarez'],
  ['Grace', 'Okafor', 'grace.okafor'],
  ['Wei', 'Zhang', 'wei.zhang'],
  ['Олена', 'Шевченко', 'olena.shevchenko'],
  ['Noah', 'Williams', 'noah.williams'],
  ['María de los Ángeles', 'Fernández de Córdoba y Ruiz de la Hermosa', 'm.fernandez'],
  ['Sven', 'Lindqvist', 'sven.lindqvist'],
  ['Aroha', 'Ngata', 'aroha.ngata'],
];

const plainNames: Readonly<Record<string, Person>> = {
  'hanako.yamada': ['Hanako', 'Yamada', 'hanako.yamada'],
  'fatima.alhashimi': ['Fatima', 'Al-Hashimi', 'fatima.alhashimi'],
  'olena.shevchenko': ['Olena', 'Shevchenko', 'olena.shevchenko'],
  'm.fernandez': ['María', 'Fernández', 'm.fernandez'],
};

/** The same people as `unusualPeople`, with all names in Latin letters and none of them very long. */
const people: readonly Person[] = unusualPeople.map((person) => plainNames[person[2]] ?? person);

export const customerTitles = [
  'Chief Information Officer',
  'Head of Infrastructure',
  'Procurement Manager',
  'VP Engineering',
  'Enterprise Architect',
  'Leiter Informationssicherheit',
  'Senior Director of Data Platforms, Business Intelligence and Customer Insights',
];

/** The roles of a partner's opportunity team in AWS's own documentation. */
export const partnerTitles = ['OpportunityOwner', 'PartnerAccountManager'];

/** Returns `count` (at most 15) different people of one organization as Contact structures. */
export function contacts(random: Random, count: number, domain: string, titles: readonly string[], hostile: boolean) {
  return random.several(hostile ? unusualPeople : people, count).map(([FirstName, LastName, mailbox]) => ({
    ...(random.chance(0.95) && { Email: `${mailbox}@${domain}` }),
    FirstName,
    LastName,
    ...(random.chance(0.85) && { BusinessTitle: random.pick(titles) }),
    ...(random.chance(0.7) && { Phone: random.chance(0.05) ? null : phone(random) }),
  }));
}

/** Returns `count` (at most 6) people of AWS, each with a different role. */
export function awsTeam(random: Random, count: number, hostile: boolean) {
  const roles = random.several(['AWSSalesRep', 'AWSAccountOwner', 'WWPSPDM', 'PDM', 'PSM', 'ISVSM'] as const, count);
  return random.several(hostile ? unusualPeople : people, count).map(([FirstName, LastName, mailbox], index) => ({
    ...(random.chance(0.95) && { Email: `${mailbox}@aws.example` }),
    FirstName,
    LastName,
    ...(random.chance(0.9) && { BusinessTitle: roles[index] as (typeof roles)[number] }),
  }));
}

/** Returns a number that is reserved for fiction in the United States or the United Kingdom. */
function phone(random: Random): string {
  const last = String(random.integer(100, 199));
  return random.chance(0.5) ? `+12065550${last}` : `+44207946${last.padStart(4, '0')}`;
}
