import assert from 'node:assert/strict';
import { type Memento, UIKind } from 'vscode';
import { dateOf, type Moment } from '../../../src/core/time/zone';
import { PersonClock } from '../../../src/host/personClock';
import { WindowZone } from '../../../src/host/windowZone';

const host = Intl.DateTimeFormat().resolvedOptions().timeZone;
const here = { remoteName: undefined, uiKind: UIKind.Desktop };
const remote = { remoteName: 'ssh-remote', uiKind: UIKind.Desktop };
const browser = { remoteName: undefined, uiKind: UIKind.Web };

describe("the window's time zone", () => {
  let values: Map<string, unknown>;
  const state = {
    keys: () => [],
    get: (key: string) => values.get(key),
    update: async (key: string, value: unknown) => void values.set(key, value),
  } as unknown as Memento;

  beforeEach(() => {
    values = new Map();
  });

  it('is that of this machine until a page has said another', () => {
    for (const environment of [here, remote, browser]) {
      values.clear();
      const zone = new WindowZone(state, environment);
      let fired = 0;
      zone.onDidChange(() => fired++);
      assert.equal(zone.value, host);
      zone.hear('Pacific/Apia');
      zone.hear('Pacific/Apia');
      assert.equal(zone.value, 'Pacific/Apia');
      assert.equal(fired, 1);
      zone.dispose();
    }
  });

  it('is known at once in the next window, and follows a person who travels', () => {
    new WindowZone(state, remote).hear('America/Los_Angeles');
    const next = new WindowZone(state, remote);
    assert.equal(next.value, 'America/Los_Angeles');
    next.hear('Asia/Tokyo');
    assert.equal(next.value, 'Asia/Tokyo');
    assert.equal(new WindowZone(state, browser).value, 'Asia/Tokyo');
  });

  it('is never an older one where this machine knows it itself', () => {
    new WindowZone(state, remote).hear('Pacific/Apia');
    assert.equal(new WindowZone(state, here).value, host);
  });

  it('is none that is unknown here, whatever was kept', () => {
    for (const kept of ['Europe/Atlantis', 7, '', {}]) {
      values.set('timeZone', kept);
      assert.equal(new WindowZone(state, remote).value, host);
    }
  });

  it('gives the person another day, and tells of it, once a page has said it', () => {
    const zone = new WindowZone(state, remote);
    zone.hear('Pacific/Kiritimati');
    const now = (): Moment => ({ at: new Date('2026-06-15T10:30:00Z'), zone: zone.value });
    const settings = { now, onDidChange: () => ({ dispose() {} }) };
    const person = new PersonClock(settings, zone);
    const days: string[] = [];
    person.onDidChangeDay(() => days.push(person.today()));
    assert.equal(person.today(), '2026-06-16');
    zone.hear('America/Los_Angeles');
    zone.hear('America/New_York');
    assert.deepEqual(days, ['2026-06-15', '2026-06-15']);
    assert.equal(dateOf(person.now()), '2026-06-15');
    person.dispose();
    zone.dispose();
  });
});
