import { env, l10n, ThemeIcon } from 'vscode';
import { type Shell, shellOf, shells } from '../../core/text/shells';
import { pickOne } from '../../host/tell';

/** Returns the name of a shell. */
export function shellText(shell: Shell): string {
  switch (shell) {
    case 'posix':
      return l10n.t('bash or zsh');
    case 'powershell':
      return l10n.t('PowerShell 7');
    case 'windowsPowershell':
      return l10n.t('Windows PowerShell 5.1');
    case 'cmd':
      return l10n.t('Command Prompt');
  }
}

/** Returns the shell of the terminal's default profile, on the machine where a terminal of this window runs. */
export function terminalShell(): Shell {
  return shellOf(env.shell) ?? (process.platform === 'win32' ? 'windowsPowershell' : 'posix');
}

/** Lets the person pick the shell that commands are copied for. Undefined if they cancel. */
export async function pickShell(active: Shell): Promise<Shell | undefined> {
  const ofTerminal = terminalShell();
  const items = shells.map((shell) => ({
    label: shellText(shell),
    shell,
    iconPath: new ThemeIcon(shell === active ? 'check' : 'blank'),
    description: [meaning(shell), ...(shell === ofTerminal ? [l10n.t('the terminal’s default')] : [])]
      .filter(Boolean)
      .join(' · '),
  }));
  const title = l10n.t('Copy AWS CLI Commands For');
  return (await pickOne(items, { title }))?.shell;
}

function meaning(shell: Shell): string {
  switch (shell) {
    case 'posix':
      return l10n.t('Linux, macOS, Git Bash, WSL');
    case 'powershell':
      return l10n.t('7.3 or newer');
    case 'windowsPowershell':
      return l10n.t('and PowerShell 7.0 to 7.2');
    case 'cmd':
      return l10n.t('cmd.exe');
  }
}
