// Writes the files that it is told of, for a test that needs another user: it answers `written`, or the code of the error.
import { writeBeside } from '../../../src/files/writeBeside';

process.on('message', (target: string) => {
  writeBeside(target, ['new'], new AbortController().signal).then(
    () => process.send?.('written'),
    (error: { readonly code?: string }) => process.send?.(error.code),
  );
});
