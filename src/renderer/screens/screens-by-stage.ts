import type { Component } from 'svelte'
import type { Stage } from '#core/session/session.ts'
import type { Shell } from '../shell/shell.svelte.ts'
import History from './history/History.svelte'
import Guide from './guide/Guide.svelte'
import SignIn from './sign-in/SignIn.svelte'
import Identity from './identity/Identity.svelte'
import Review from './review/Review.svelte'
import Run from './run/Run.svelte'
import Delegation from './delegation/Delegation.svelte'
import Limit from './limit/Limit.svelte'
import Proof from './proof/Proof.svelte'
import Handoff from './handoff/Handoff.svelte'
import Done from './done/Done.svelte'
import Removed from './removed/Removed.svelte'
import Network from './network/Network.svelte'
import Welcome from './welcome/Welcome.svelte'

/** The screen of each stage. */
export const screens: Readonly<Record<Stage, Component<{ shell: Shell }>>> = {
  history: History,
  guide: Guide,
  'sign-in': SignIn,
  identity: Identity,
  review: Review,
  run: Run,
  delegation: Delegation,
  limit: Limit,
  proof: Proof,
  handoff: Handoff,
  done: Done,
  removed: Removed,
  network: Network,
  welcome: Welcome,
}
