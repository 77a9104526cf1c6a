import type { Clock } from '#core/ports.ts'

/** What a person needs after the welcome, whichever way they choose, in that order. */
const laterChunks: readonly (() => Promise<unknown>)[] = [() => import('./handlers.ts'), () => import('./workplace.ts')]

/** How long the welcome has been drawn before anything is loaded beside it, and how long main is left alone in between. */
const pauseMs = { first: 1_000, between: 200 } as const

/**
 * Loads the chunks that will be needed, one at a time, so that none is waited for later. Whoever asks for one before has
 * it at once, and hears of it when it cannot be loaded.
 */
export async function loadWhenIdle({ wait }: Pick<Clock, 'wait'>): Promise<void> {
  const { signal } = new AbortController()
  await wait(pauseMs.first, signal)
  for (const load of laterChunks) {
    await load().catch(() => undefined)
    await wait(pauseMs.between, signal)
  }
}
