import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The environment for a VS Code under test: the caller's, without anything that would let the machine's own AWS set-up,
 * npm or Node options in, and with a home folder of its own.
 */
export function cleanEnvironment(home: string, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || /^(AWS_|npm_|VSCODE_|ELECTRON_|XDG_)|^(NODE_OPTIONS|(https?|all|no)_proxy)$/i.test(name))
      continue;
    clean[name] = value;
  }
  return { ...clean, HOME: home, USERPROFILE: home, AWS_EC2_METADATA_DISABLED: 'true' };
}

/** An AWS set-up in files of its own; `env` points every AWS client at them. */
export interface AwsFiles {
  readonly env: Readonly<Record<string, string>>;
  readonly configFile: string;
  readonly credentialsFile: string;
}

/** Writes an AWS set-up whose only profile is `demo`, with static keys that are good for nothing but the demo service. */
export async function writeAwsFiles(folder: string, config = '', credentials = demoCredentials): Promise<AwsFiles> {
  await mkdir(folder, { recursive: true });
  const configFile = join(folder, 'config');
  const credentialsFile = join(folder, 'credentials');
  await writeFile(configFile, config);
  await writeFile(credentialsFile, credentials);
  return {
    env: { AWS_CONFIG_FILE: configFile, AWS_SHARED_CREDENTIALS_FILE: credentialsFile },
    configFile,
    credentialsFile,
  };
}

const demoCredentials = '[demo]\naws_access_key_id = DEMO\naws_secret_access_key = not-a-secret\n';
