import { type Bench, verdict } from '../measure';
import { buildDefault, buildOurs } from './builds';

const kibibyte = 1024;

/** Measures how much is read from disk at start and with the first request. */
export const bundles: Bench = {
  name: 'bundles',
  method:
    'sizes in the metafiles; the default build is the same entry, minified, without mainFields, conditions and splitting',
  async run() {
    const [ours, theirs] = [await buildOurs(), await buildDefault()];
    const entries = ['extension', 'window'];
    const entry = entries.reduce((bytes, name) => bytes + ours.size(name), 0);
    const sdk = entries.flatMap(ours.inputs).filter((file) => /node_modules\/@(aws-sdk|smithy)\//.test(file));
    const [aws, byDefault] = [ours.size('aws'), theirs.size('aws')];
    const atOnce = ours.sizeAtOnce('aws');
    return [
      {
        metric: 'entry bundles (extension, window)',
        value: `${kib(entry)}, ${sdk.length} SDK modules in it`,
        goal: '≤ 50 KiB, 0',
        verdict: verdict(entry <= 50 * kibibyte && sdk.length === 0),
        facts: { bytes: entry, sdk },
      },
      {
        metric: 'AWS bundle',
        value:
          `${(aws / byDefault).toFixed(2)} × esbuild's defaults (${kib(aws)} : ${kib(byDefault)}), ` +
          `${kib(atOnce)} of it loaded at once`,
        goal: '≤ 0.70 ×',
        verdict: verdict(aws <= 0.7 * byDefault),
        facts: { bytes: aws, atOnce, defaultBytes: byDefault },
      },
    ];
  },
};

function kib(bytes: number): string {
  return `${(bytes / kibibyte).toFixed(1)} KiB`;
}
