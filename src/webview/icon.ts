import { paths as arrowDown } from '@vscode/codicons/src/icons/arrow-down.svg';
import { paths as arrowUp } from '@vscode/codicons/src/icons/arrow-up.svg';
import { paths as bellDot } from '@vscode/codicons/src/icons/bell-dot.svg';
import { paths as calendar } from '@vscode/codicons/src/icons/calendar.svg';
import { paths as check } from '@vscode/codicons/src/icons/check.svg';
import { paths as cloudDownload } from '@vscode/codicons/src/icons/cloud-download.svg';
import { paths as cloudUpload } from '@vscode/codicons/src/icons/cloud-upload.svg';
import { paths as copy } from '@vscode/codicons/src/icons/copy.svg';
import { paths as diff } from '@vscode/codicons/src/icons/diff.svg';
import { paths as error } from '@vscode/codicons/src/icons/error.svg';
import { paths as eye } from '@vscode/codicons/src/icons/eye.svg';
import { paths as filter } from '@vscode/codicons/src/icons/filter.svg';
import { paths as globe } from '@vscode/codicons/src/icons/globe.svg';
import { paths as info } from '@vscode/codicons/src/icons/info.svg';
import { paths as json } from '@vscode/codicons/src/icons/json.svg';
import { paths as link } from '@vscode/codicons/src/icons/link.svg';
import { paths as linkExternal } from '@vscode/codicons/src/icons/link-external.svg';
import { paths as listTree } from '@vscode/codicons/src/icons/list-tree.svg';
import { paths as markdown } from '@vscode/codicons/src/icons/markdown.svg';
import { paths as pass } from '@vscode/codicons/src/icons/pass.svg';
import { paths as pin } from '@vscode/codicons/src/icons/pin.svg';
import { paths as question } from '@vscode/codicons/src/icons/question.svg';
import { paths as refresh } from '@vscode/codicons/src/icons/refresh.svg';
import { paths as warning } from '@vscode/codicons/src/icons/warning.svg';
import type { TemplateResult } from 'lit';
import type { IconName } from '../core/present/detail/panelState';
import { drawn } from './drawnIcon';

const icons = {
  'arrow-down': arrowDown,
  'arrow-up': arrowUp,
  'bell-dot': bellDot,
  calendar,
  check,
  'cloud-download': cloudDownload,
  'cloud-upload': cloudUpload,
  copy,
  diff,
  error,
  eye,
  filter,
  globe,
  info,
  json,
  link,
  'link-external': linkExternal,
  'list-tree': listTree,
  markdown,
  pass,
  pin,
  question,
  refresh,
  warning,
} satisfies Record<IconName, unknown>;

/** Renders a decorative icon, whose meaning must be in the text beside it. It is inline, so that it waits for no font. */
export function icon(name: IconName): TemplateResult {
  return drawn(icons[name]);
}
