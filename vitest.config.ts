import { availableParallelism } from 'node:os'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import icons from 'unplugin-icons/vite'
import { defineConfig } from 'vitest/config'

/** Where a process takes a second to start, and longer under Wine. */
const isWindows = process.platform === 'win32'
/** Side by side: two at least, where vitest would leave one of two cores idle. */
const together = { maxWorkers: Math.max(2, availableParallelism() - 1), sequence: { groupOrder: 0 } }
/** Files of one worker share their modules: each imports most of the practice tenant, and leaves nothing behind in it. */
const sharing = { ...together, isolate: false }
/** After them and one by one: what is timed, and what has the screen, the keyboard and the clipboard, as a person does. */
const alone = { maxWorkers: 1, fileParallelism: false, sequence: { groupOrder: 1 } }
/** In a browser without a window, and beside it one window: neither takes the other's keys. */
const beside = { maxWorkers: 2, sequence: { groupOrder: 2 } }
const patient = { testTimeout: 60_000, hookTimeout: 60_000 }
const inElectron = { testTimeout: 120_000, hookTimeout: 60_000 }

const inFolder = (name: string) => ({ name, include: [`test/${name}/**/*.test.ts`] })

/** A whole `npm test` runs these checks of security only; `npm run test:security` sets PREXTRA_PART and runs them all. */
const securityCut =
  process.env.PREXTRA_PART === undefined
    ? { include: ['test/security/{command-line,hostile-window,papers,supply-chain,window}.test.ts'] }
    : {}

export default defineConfig({
  test: {
    // What Windows cannot do is skipped there, each with its reason.
    setupFiles: isWindows ? ['test/support/windows/skip-listed.ts'] : [],
    projects: [
      {
        extends: true,
        plugins: [svelte(), icons({ compiler: 'svelte' })],
        test: { name: 'unit', include: ['src/**/*.test.ts'], testTimeout: 20_000, ...together },
      },
      { extends: true, test: { name: 'tooling', include: ['build/**/*.test.ts'], ...patient, ...together } },
      { extends: true, test: { ...inFolder('adapters'), ...patient, ...together } },
      { extends: true, test: { ...inFolder('tenant'), ...patient, ...sharing } },
      { extends: true, test: { ...inFolder('docs'), ...patient, ...together } },
      { extends: true, test: { ...inFolder('ews'), ...patient, ...sharing } },
      { extends: true, test: { ...inFolder('answers'), ...patient, ...sharing } },
      { extends: true, test: { ...inFolder('faults'), ...patient, ...sharing } },
      { extends: true, test: { ...inFolder('reception'), ...patient, ...together } },
      { extends: true, test: { ...inFolder('handoff'), testTimeout: isWindows ? 180_000 : 30_000, ...alone } },
      { extends: true, test: { ...inFolder('screens'), ...inElectron, ...beside } },
      { extends: true, test: { ...inFolder('bench'), ...inElectron, ...alone } },
      { extends: true, test: { ...inFolder('msi'), ...inElectron, ...together } },
      { extends: true, test: { ...inFolder('wine'), ...inElectron, ...alone } },
      { extends: true, test: { ...inFolder('by-hand'), ...inElectron, ...alone } },
      { extends: true, test: { ...inFolder('sign-in'), ...inElectron, ...alone } },
      { extends: true, test: { ...inFolder('journeys'), ...inElectron, ...alone } },
      { extends: true, test: { ...inFolder('security'), ...securityCut, ...inElectron, ...alone } },
    ],
  },
})
