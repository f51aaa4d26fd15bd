import { createAwsSource, createWindowLimiter } from '../../src/aws/awsSource';
import type { OpportunitySource } from '../../src/core/wire/operations';
import { unattended } from '../support/ask';

const keys = { AWS_ACCESS_KEY_ID: 'demo', AWS_SECRET_ACCESS_KEY: 'demo' };

/** For the tests of one `describe`: the environment has the keys of the demo service and no other `AWS_…` variable. */
export function useDemoKeys(): void {
  const saved = { ...process.env };
  before(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, keys);
  });
  after(() => {
    for (const name of Object.keys(keys)) delete process.env[name];
    Object.assign(process.env, saved);
  });
}

/** Returns this extension's own client of a service, with the keys in the environment and without a limit of its own. */
export function ownSource(endpoint: string): OpportunitySource {
  return createAwsSource(
    { kind: 'aws', catalog: 'AWS', endpoint },
    {
      ...unattended,
      env: { ...process.env, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
      limiter: createWindowLimiter(1e9),
    },
  );
}
