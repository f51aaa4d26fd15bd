// Writes a file that never ends, for a test that ends the process: `writeForEver.ts TARGET [end]`.
import { writeBeside } from '../../../src/files/writeBeside';

const [target = '', end] = process.argv.slice(2);

function* chunks(): Generator<string> {
  for (let part = 0; ; part++) {
    if (part === 20) process.send?.('writing');
    if (part === 20 && end) process.exit();
    yield 'x'.repeat(1_000);
  }
}

void writeBeside(target, chunks(), new AbortController().signal);
