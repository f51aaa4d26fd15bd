import { strict as assert } from 'node:assert';
import { fieldNameOf } from '../../../../src/core/formats/tableHeadings';

const t = (text: string, ...args: readonly unknown[]) => text.replace(/\{(\d)\}/g, (_, index) => String(args[index]));

describe('what a person calls a field', () => {
  for (const [path, name] of [
    ['LifeCycle.NextSteps', 'Next steps'],
    ['Project.DeliveryModels.0', 'Delivery models'],
    ['Project.DeliveryModels.2', 'Delivery models 3'],
    ['Project.ExpectedCustomerSpend.0.Amount', 'Monthly spend'],
    ['Project.ExpectedCustomerSpend.1.CurrencyCode', 'Currency 2'],
    ['Project.NewOfAws.0.Amount', 'Project.NewOfAws.0.Amount'],
    ['constructor', 'constructor'],
    ['', ''],
  ] as const) {
    it(`${path || 'nothing'}: ${name}`, () => assert.equal(fieldNameOf(path, t), name));
  }
});
