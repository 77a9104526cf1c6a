import { look } from './checks.ts'
import { stage } from './stage.ts'

/** What the tests call in the page. */
Object.assign(globalThis, { screens: { look, ...stage } })
