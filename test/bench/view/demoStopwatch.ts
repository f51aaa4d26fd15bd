import type { DemoService } from '../../../src/demo/server/demoService';

/** Adds up the time that the demo service needs for its answers, to exclude it: a real service would cost nothing here. */
export class DemoStopwatch {
  private total = 0;

  constructor(service: DemoService) {
    const handle = service.handle.bind(service);
    service.handle = (target, body) => {
      const begun = performance.now();
      try {
        return handle(target, body);
      } finally {
        this.total += performance.now() - begun;
      }
    };
  }

  /** Returns milliseconds since the last call. */
  take(): number {
    const { total } = this;
    this.total = 0;
    return total;
  }
}
