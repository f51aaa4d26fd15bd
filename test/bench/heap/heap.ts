import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { DemoService } from '../../../src/demo/server/demoService';
import { provisionNode } from '../../hosts/provision';
import { type Bench, type Measurement, median, verdict } from '../measure';

const sizes = [10_000, 100_000];
const pageSize = 100;
const limit = 1.2;
const rounds = 5;

/** Measures the memory of an opportunity while it is loaded. */
export const heap: Bench = {
  name: 'heap',
  method:
    `heap after garbage collection in ${rounds} fresh processes each, in turn, that hold the same pages: the extension’s lists ` +
    'with their find index (prepared search texts and triages), and a plain array of what JSON.parse makes of them',
  async run() {
    const outfile = resolve('out/bench/heapOnce.js');
    await build({
      entryPoints: ['test/bench/heap/heapOnce.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      minify: true,
      logLevel: 'warning',
    });
    const node = await provisionNode();
    const rows: Measurement[] = [];
    for (const size of sizes) {
      const folder = await mkdtemp(join(tmpdir(), 'partner-central-heap-'));
      try {
        const pages = await writePages(folder, size);
        const hold = (way: 'plain' | 'ours'): number => {
          const args = ['--expose-gc', outfile, folder, String(pages), way];
          const { bytes, length } = JSON.parse(execFileSync(node, args, { encoding: 'utf8' }));
          if (length !== size) throw new Error(`${way} holds ${length} of ${size}.`);
          return bytes;
        };
        const samples: Record<'ours' | 'plain', number[]> = { ours: [], plain: [] };
        for (let round = 0; round < rounds; round++) {
          samples.ours.push(hold('ours'));
          samples.plain.push(hold('plain'));
        }
        const [ours, plain] = [median(samples.ours), median(samples.plain)];
        const each = (bytes: number) => `${Math.round(bytes / size)} B`;
        rows.push({
          metric: `heap of ${size} opportunities`,
          value: `${(ours / plain).toFixed(2)} × JSON.parse (${each(ours)} : ${each(plain)} each)`,
          goal: `≤ ${limit.toFixed(2)} ×`,
          verdict: verdict(ours <= limit * plain),
          facts: { oursBytes: samples.ours, plainBytes: samples.plain },
        });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    return rows;
  },
};

/** Writes all pages as the service sends them and returns their number. */
async function writePages(folder: string, opportunities: number): Promise<number> {
  const service = new DemoService({ opportunities });
  let pages = 0;
  for (let NextToken: string | null | undefined; NextToken !== null; pages++) {
    const request = { Catalog: 'AWS', MaxResults: pageSize, NextToken };
    const { body } = service.handle('AWSPartnerCentralSelling.ListOpportunities', JSON.stringify(request));
    await writeFile(join(folder, `${pages}.json`), body);
    NextToken = (JSON.parse(body) as { NextToken: string | null }).NextToken;
  }
  return pages;
}
