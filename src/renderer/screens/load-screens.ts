import type { Component } from 'svelte'
import type { Stage } from '#core/session/session.ts'
import type { Shell } from '../shell/shell.svelte.ts'
import Welcome from './welcome/Welcome.svelte'

type Screen = Component<{ shell: Shell }>

/** The screen of each stage but the first, which is loaded when it is needed or when the window is idle. */
const later: Readonly<Record<Exclude<Stage, 'welcome'>, () => Promise<{ readonly default: Screen }>>> = {
  history: () => import('./history/History.svelte'),
  guide: () => import('./guide/Guide.svelte'),
  'sign-in': () => import('./sign-in/SignIn.svelte'),
  identity: () => import('./identity/Identity.svelte'),
  review: () => import('./review/Review.svelte'),
  run: () => import('./run/Run.svelte'),
  delegation: () => import('./delegation/Delegation.svelte'),
  limit: () => import('./limit/Limit.svelte'),
  proof: () => import('./proof/Proof.svelte'),
  handoff: () => import('./handoff/Handoff.svelte'),
  done: () => import('./done/Done.svelte'),
  removed: () => import('./removed/Removed.svelte'),
  network: () => import('./network/Network.svelte'),
}

const screens = new Map<Stage, Screen | Promise<Screen>>([['welcome', Welcome]])

/**
 * Returns the screen of a stage, or what it is loaded by. It is the same object each time: another one would make the
 * window draw the screen anew, and lose what was typed in it.
 */
export function screenOf(stage: Stage): Screen | Promise<Screen> {
  const known = screens.get(stage)
  if (known) return known
  const screen = stage === 'welcome' ? Welcome : later[stage]().then((loaded) => loaded.default)
  screens.set(stage, screen)
  return screen
}

/** Loads every screen, one after another, each when the window has nothing else to do. */
export async function loadWhenIdle(): Promise<void> {
  for (const stage of Object.keys(later) as Stage[]) {
    await new Promise((idle) => requestIdleCallback(idle))
    await screenOf(stage)
  }
}
