import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { profileOfEnvironment, sharedFiles, shownPath } from '../../../../../src/aws/identity/files/sharedFiles';

const config = (path: string, env: Readonly<Record<string, string>>, platform: NodeJS.Platform) =>
  sharedFiles({ ...env, AWS_CONFIG_FILE: path }, platform).config;

describe('sharedFiles', () => {
  it('are in the home folder of the person: HOME, or on Windows USERPROFILE or the drive and the path', () => {
    const { config, credentials } = sharedFiles({ HOME: '/home/ann', USERPROFILE: 'C:\\Users\\ann' }, 'linux');
    assert.deepEqual([config, credentials], ['/home/ann/.aws/config', '/home/ann/.aws/credentials']);
    const windows = (env: Readonly<Record<string, string>>) => sharedFiles(env, 'win32').credentials;
    assert.equal(windows({ HOME: '/home/ann', USERPROFILE: 'C:\\Users\\ann' }), 'C:\\Users\\ann\\.aws\\credentials');
    assert.equal(windows({ HOMEDRIVE: 'H:', HOMEPATH: '\\ann' }), 'H:\\ann\\.aws\\credentials');
    assert.equal(sharedFiles({ HOME: '/home/ann/' }, 'darwin').config, '/home/ann/.aws/config');
    assert.equal(sharedFiles({}, 'linux').config, `${homedir()}/.aws/config`);
    assert.equal(windows({}), `${homedir()}\\.aws\\credentials`);
  });

  it('are never in the current folder because a variable is empty', () => {
    assert.equal(sharedFiles({ HOME: '' }, 'linux').config, '/.aws/config');
    assert.equal(sharedFiles({ USERPROFILE: '' }, 'win32').config, '\\.aws\\config');
    assert.equal(config('', { HOME: '/h' }, 'linux'), '');
  });

  it('are where the variables say, with ~ and variables replaced', () => {
    const env = { HOME: '/home/ann', USERPROFILE: 'C:\\Users\\ann', TEAM: 'red', 'A-B': 'x' };
    assert.equal(config('~/mine', env, 'linux'), '/home/ann/mine');
    assert.equal(config('~\\mine', env, 'win32'), 'C:\\Users\\ann\\mine');
    assert.equal(config('~/mine', env, 'win32'), 'C:\\Users\\ann/mine');
    assert.equal(config('~\\mine', env, 'linux'), '~\\mine');
    assert.equal(config('~bob/mine', env, 'linux'), '~bob/mine', 'the home of somebody else is not looked up');
    assert.equal(config('/etc/~/k', env, 'linux'), '/etc/~/k');
    assert.equal(config('$HOME/$TEAM/%TEAM%', env, 'linux'), '/home/ann/red/%TEAM%');
    assert.equal(config('%USERPROFILE%\\$TEAM', env, 'win32'), 'C:\\Users\\ann\\red');
    assert.equal(config("'%TEAM%'%%$$%NONE%$NONE", env, 'win32'), "'%TEAM%'%$%NONE%$NONE");
    assert.equal(config('$A-B', env, 'win32'), 'x');
    assert.equal(config('$A-B', env, 'linux'), '$A-B');
  });
});

describe('profileOfEnvironment', () => {
  it('is AWS_PROFILE, else AWS_DEFAULT_PROFILE; an empty variable names none', () => {
    assert.equal(profileOfEnvironment({}), undefined);
    assert.equal(profileOfEnvironment({ AWS_PROFILE: 'a' }), 'a');
    assert.equal(profileOfEnvironment({ AWS_DEFAULT_PROFILE: 'b' }), 'b');
    assert.equal(profileOfEnvironment({ AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' }), 'a');
    assert.equal(profileOfEnvironment({ AWS_PROFILE: '', AWS_DEFAULT_PROFILE: 'b' }), 'b');
    assert.equal(profileOfEnvironment({ AWS_PROFILE: '', AWS_DEFAULT_PROFILE: '' }), undefined);
  });
});

describe('shownPath', () => {
  it('has ~ for the home folder, and only for it', () => {
    assert.equal(shownPath('/home/ann/.aws/config', '/home/ann'), '~/.aws/config');
    assert.equal(shownPath('C:\\Users\\ann\\.aws\\config', 'C:\\Users\\ann'), '~\\.aws\\config');
    assert.equal(shownPath('/home/annie/config', '/home/ann'), '/home/annie/config');
    assert.equal(shownPath('/.aws/config', ''), '/.aws/config');
  });
});
