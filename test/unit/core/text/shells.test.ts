import assert from 'node:assert/strict';
import { quote, shellOf } from '../../../../src/core/text/shells';

describe('shellOf', () => {
  const programs: Readonly<Record<string, readonly string[]>> = {
    posix: [
      ...['/bin/bash', '/usr/bin/zsh', '/bin/sh', '/usr/bin/dash', '/usr/local/bin/fish', '/usr/bin/ksh', 'bash'],
      ...['C:\\Program Files\\Git\\bin\\bash.exe', 'C:\\Windows\\System32\\wsl.exe', 'C:\\Git\\git-bash.exe'],
    ],
    powershell: ['C:\\Program Files\\PowerShell\\7\\pwsh.exe', '/usr/bin/pwsh', '/usr/bin/pwsh-preview', 'PWSH.EXE'],
    windowsPowershell: [
      'C:\\WINDOWS\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      'C:/Windows/System32/WindowsPowerShell/v1.0/PowerShell.EXE',
    ],
    cmd: ['C:\\WINDOWS\\System32\\cmd.exe', 'cmd'],
    undefined: [
      ...['/usr/bin/shell', '/usr/bin/rebash', '/usr/bin/rewsl', '/usr/bin/wsl2', '/usr/bin/sh.exe.old'],
      ...['', '/usr/bin/nu', 'C:\\powershell\\nu.exe', '/home/bash/xonsh', 'C:\\pwsh\\'],
    ],
  };
  for (const [shell, paths] of Object.entries(programs)) {
    for (const path of paths) it(`${path || 'nothing'} is ${shell}`, () => assert.equal(String(shellOf(path)), shell));
  }
});

describe('quote', () => {
  it('leaves plain words alone in every shell', () => {
    for (const shell of ['posix', 'powershell', 'windowsPowershell', 'cmd'] as const) {
      for (const word of ['alliances', 'http://127.0.0.1:4566/', '100', 'a-b_c.d+e'])
        assert.equal(quote(word, shell), word);
    }
  });

  it('says what a shell has no sure way to write', () => {
    assert.equal(quote('a\0b', 'posix'), undefined);
    assert.equal(quote('\ud800', 'powershell'), undefined);
    assert.equal(quote('a\nb', 'powershell'), undefined);
    assert.equal(quote('a"b', 'windowsPowershell'), undefined);
    for (const word of ['%PATH%', 'a"b', '!x!', 'a\nb', '\u202e']) assert.equal(quote(word, 'cmd'), undefined, word);
  });

  it('writes out for bash and zsh what a terminal would act on, byte by byte', () => {
    assert.equal(quote("it's", 'posix'), `'it'\\''s'`);
    assert.equal(quote('a\tb', 'posix'), String.raw`$'a\011b'`);
    assert.equal(quote('é\u202e!', 'posix'), String.raw`$'é\342\200\256\041'`);
    assert.equal(quote(`'\\\n`, 'posix'), String.raw`$'\047\134\012'`);
  });
});
