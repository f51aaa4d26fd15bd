import type { DemoService } from '../../src/demo/server/demoService';

/** Adds up the time that the demo service itself needs for its answers: it stands for a service that has no cost here. */
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

  /** Milliseconds since the last call. */
  take(): number {
    const { total } = this;
    this.total = 0;
    return total;
  }
}
