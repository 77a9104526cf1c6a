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

export const screenFiles: ScreenFiles = { isLoaded, load, shown }

function isLoaded(stage: Stage): boolean {
  return loaded.has(stage)
}

async function load(stage: Stage): Promise<void> {
  if (stage !== 'welcome') loaded.set(stage, (await files[stage]()).default)
}

/** The screens that each one leads to on the usual ways; any other is loaded when it is to be shown. */
const leadsTo: Readonly<Partial<Record<Stage, readonly Stage[]>>> = {
  welcome: ['sign-in', 'guide', 'history', 'network'],
  'sign-in': ['identity', 'delegation'],
  identity: ['review'],
  review: ['run', 'proof', 'removed', 'limit'],
  guide: ['proof', 'handoff'],
  history: ['sign-in'],
  proof: ['handoff', 'delegation'],
  handoff: ['done'],
}

/** How long a screen has been shown before another one is loaded beside it. */
const pauseMs = 1_000

let pause: ReturnType<typeof setTimeout> | undefined

/** Loads what the screen leads to once the window has nothing to do, one at a time. What fails is said when it is shown. */
function shown(stage: Stage): void {
  clearTimeout(pause)
  const waiting = (leadsTo[stage] ?? []).filter((next) => !isLoaded(next))
  const loadNext = () => {
    const next = waiting.shift()
    if (next === undefined) return
    pause = setTimeout(() => {
      requestIdleCallback(() => void load(next).catch(() => undefined))
      loadNext()
    }, pauseMs)
  }
  loadNext()
}
