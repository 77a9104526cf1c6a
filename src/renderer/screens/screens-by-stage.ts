import type { Component } from 'svelte'
import type { Stage } from '#core/session/session.ts'
import type { ScreenFiles, Shell } from '../shell/shell.svelte.ts'
import Welcome from './welcome/Welcome.svelte'

type Screen = Component<{ shell: Shell }>

/** The file of each screen but the first, in the order in which a person may come to need them. */
const files: Readonly<Record<Exclude<Stage, 'welcome'>, () => Promise<{ readonly default: Screen }>>> = {
  'sign-in': () => import('./sign-in/SignIn.svelte'),
  identity: () => import('./identity/Identity.svelte'),
  review: () => import('./review/Review.svelte'),
  run: () => import('./run/Run.svelte'),
  proof: () => import('./proof/Proof.svelte'),
  handoff: () => import('./handoff/Handoff.svelte'),
  done: () => import('./done/Done.svelte'),
  guide: () => import('./guide/Guide.svelte'),
  history: () => import('./history/History.svelte'),
  network: () => import('./network/Network.svelte'),
  delegation: () => import('./delegation/Delegation.svelte'),
  limit: () => import('./limit/Limit.svelte'),
  removed: () => import('./removed/Removed.svelte'),
}

const loaded = new Map<Stage, Screen>([['welcome', Welcome]])

/** Returns the screen of a stage; `undefined` until it is loaded. */
export function screenOf(stage: Stage): Screen | undefined {
  return loaded.get(stage)
}

export const screenFiles: ScreenFiles = {
  isLoaded: (stage) => loaded.has(stage),
  async load(stage) {
    if (stage !== 'welcome') loaded.set(stage, (await files[stage]()).default)
  },
}

/** Loads the other screens while the window has nothing to do, one at a time. One that fails is said when it is shown. */
export function loadWhenIdle(): void {
  const waiting = Object.keys(files) as (keyof typeof files)[]
  const next = () => {
    const stage = waiting.shift()
    if (stage !== undefined) requestIdleCallback(() => void screenFiles.load(stage).then(next, next))
  }
  next()
}
