import type { Remedy } from '../core/errors/sourceError';

/** The icon of each remedy, by VS Code's names. */
export const remedyIcons: Readonly<Record<Remedy['kind'], string>> = {
  retry: 'refresh',
  reload: 'refresh',
  fromBeginning: 'arrow-up',
  signIn: 'sign-in',
  enterMfaCode: 'key',
  selectProfile: 'account',
  selectCatalog: 'library',
  openConfig: 'go-to-file',
  allowEndpoint: 'shield',
  copyPolicy: 'copy',
  openSetting: 'settings-gear',
  changeFilter: 'filter-filled',
  clearFilter: 'clear-all',
  openLink: 'link-external',
  contactSupport: 'link-external',
  checkAccess: 'checklist',
  showLog: 'output',
};
