/**
 * Resolves in a task of its own. Chunks are loaded in turn with this in between: what follows an import would otherwise run
 * in the task that evaluated it, and keep the window's events waiting for all of it at once.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
