import { contacts, customerTitles } from './people';
import { Random } from './random';
import type { WireRecord } from './wireRecord';

type Customer = NonNullable<WireRecord['Customer']>;
type Account = NonNullable<Customer['Account']>;

const streets = ['1 Harbour Road', '2nd Floor, 48 Mill Lane', '1578 Station Street', 'Industrial Estate, Unit 7–9'];

const unusualStreets = [
  '1 Harbour Road',
  '2nd Floor, 48 Mill Lane',
  'Hauptstraße 117',
  '丸の内1丁目9番1号',
  'Avenida Paulista 1578, 14º andar',
  '12 bis, rue de l’Église',
  'Industrial Estate, Unit 7–9\nGate C, ask for the reception',
];

/**
 * Returns what GetOpportunity has about a customer beyond its summary. The company and its people are the same in each of
 * its opportunities.
 *
 * @param dataSet The name of the data that the customer belongs to.
 */
export function customerDetails(customer: Customer, dataSet: string, random: Random, hostile: boolean) {
  const account = customer.Account;
  const company = `${dataSet}/details/${JSON.stringify(account)}`;
  const people = contacts(new Random(`${company}/people`), 3, mailDomain(account), customerTitles, hostile);
  const known = random.integer(0, people.length);
  return {
    ...customer,
    ...(account && { Account: accountDetails(account, new Random(company), hostile) }),
    ...(random.chance(0.97) && { Contacts: random.chance(0.03) ? null : people.slice(0, known) }),
  };
}

function accountDetails(account: Account, random: Random, hostile: boolean) {
  const address = account.Address;
  return {
    ...account,
    ...(address && {
      Address: {
        ...address,
        ...(random.chance(0.85) && {
          StreetAddress: random.chance(0.05) ? null : random.pick(hostile ? unusualStreets : streets),
        }),
      },
    }),
    ...(random.chance(0.4) && { AwsAccountId: `0000${String(random.integer(0, 99_999_999)).padStart(8, '0')}` }),
    ...(random.chance(0.5) && { Duns: random.chance(0.1) ? null : String(random.integer(100_000_000, 999_999_999)) }),
  };
}

function mailDomain(account: Account | null | undefined): string {
  return /customer-\d+\.example/.exec(account?.WebsiteUrl ?? '')?.[0] ?? 'customer.example';
}
