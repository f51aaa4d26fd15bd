const pauseMs = 20;

/**
 * What `check` gives as soon as it neither throws nor rejects; after the deadline, what it threw last. For what VS Code
 * does in its own time and tells nobody about: painting rows, focus, selection.
 */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 15_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
