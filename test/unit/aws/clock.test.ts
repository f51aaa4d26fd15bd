import assert from 'node:assert/strict';
import { listPage } from '../../support/ask';
import { answer, dated, fault } from '../../support/service/faults';
import { failure, firstPage, Harness, never, pageOf } from './harness';

const hour = 3_600_000;
const minute = 60_000;

/** `20260101T120000Z`, as a request is signed. */
function signedAt(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

describe('A computer whose clock is wrong', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(10_000);
  const harness = new Harness();
  beforeEach(() => harness.setKeys());

  for (const offset of [hour, -hour]) {
    it(`R22: by ${offset / hour} h loads the list all the same, with one note of it in the log`, async () => {
      const now = () => Date.now() + offset;
      harness.server.script(({ headers }) =>
        Math.abs(signedAt(String(headers['x-amz-date'])) - now()) > 5 * minute
          ? dated(offset, fault(403, 'InvalidSignatureException', { message: 'Signature expired' }))
          : dated(offset, answer(200, pageOf(['O1']))),
      );
      const source = harness.source();
      for (let n = 0; n < 3; n++) {
        const { items } = await listPage(source, firstPage, 'foreground', never);
        assert.equal(items.length, 1);
      }
      assert.equal(harness.server.requests.length, 4, 'wrong once');
      const notes = harness.facts.flatMap(({ clockOffsetMs }) => clockOffsetMs ?? []);
      assert.equal(notes.length, 1);
      assert.ok(Math.abs((notes[0] ?? 0) - offset) < 5_000, `${notes[0]} ms`);
    });
  }

  for (const [name, message] of [
    ['InvalidSignatureException', 'Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z'],
    ['InvalidSignatureException', 'Signature not yet current: 20260101T020000Z is still later than it may be'],
    ['SignatureDoesNotMatch', 'Signature expired'],
    ['RequestTimeTooSkewed', ''],
    ['RequestExpired', ''],
    ['RequestInTheFuture', ''],
  ] as const) {
    it(`R22: says so where the time is refused in spite of the correction: ${name} ${message}`, async () => {
      for (const offset of [hour, -hour, 0, undefined]) {
        harness.server.script(() => (response) => {
          response.sendDate = false;
          if (offset !== undefined) response.setHeader('date', new Date(Date.now() + offset).toUTCString());
          fault(403, name, { message })(response);
        });
        const error = await failure(listPage(harness.source(), firstPage, 'foreground', never), 'clockWrong');
        assert.match(error.message, offset ? /off by 60 min/ : /off by several minutes/);
        assert.equal(harness.server.requests.length, 2);
        assert.equal(harness.facts.at(-1)?.attempts, 2);
        assert.equal(harness.facts.at(-1)?.errorName, name);
      }
    });
  }

  it('takes a wrong signature for no wrong clock', async () => {
    for (const message of ['The request signature does not match', `Credential ${'Signature expired'}`]) {
      harness.server.script([fault(403, 'InvalidSignatureException', { message })]);
      await failure(listPage(harness.source(), firstPage, 'foreground', never), 'keysRejected');
    }
  });

  for (const offset of [hour, 3 * minute]) {
    it(`R23: does not hide a refusal behind a Date that is off by ${offset / minute} min`, async () => {
      harness.server.script([dated(offset, fault(400, 'AccessDeniedException'))]);
      const error = await failure(listPage(harness.source(), firstPage, 'foreground', never), 'accessDenied');
      assert.doesNotMatch(error.message, /clock|time/i);
      assert.equal(harness.server.requests.length, offset < 4 * minute ? 1 : 2);
      assert.deepEqual(
        harness.facts.filter(({ clockOffsetMs }) => clockOffsetMs !== undefined),
        [],
      );
    });
  }
});
